import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { and, asc, eq } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { putFile, readFile } from '../../infra/files/content-store.ts'
import { type AttachmentRow, messageAttachments } from './messages.table.ts'

/** A file as a message takes it along. */
export interface AttachedFile {
  readonly fileName: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** Of one environment, so that clearing the sandbox takes no file of the live messages away. */
const folderOf = ({ filesDir, environment }: Workspace): string => join(filesDir, 'messages', environment)

/** Keeps a file for a message. NB: the bytes are on disk before the row is, so that a row never names a file that is not there. */
export function keepAttachment(db: Db, workspace: Workspace, messageId: number, { fileName, mediaType, bytes }: AttachedFile): void {
  const file = putFile(folderOf(workspace), bytes)
  db.insert(messageAttachments).values({ messageId, fileName, mediaType, size: bytes.byteLength, file }).run()
}

export const listAttachments = (db: Db, messageId: number): AttachmentRow[] =>
  db.select().from(messageAttachments).where(eq(messageAttachments.messageId, messageId)).orderBy(asc(messageAttachments.id)).all()

export const findAttachment = (db: Db, messageId: number, id: number): AttachmentRow | undefined =>
  db
    .select()
    .from(messageAttachments)
    .where(and(eq(messageAttachments.id, id), eq(messageAttachments.messageId, messageId)))
    .get()

export const readAttachment = (workspace: Workspace, { file }: AttachmentRow): Buffer => readFile(folderOf(workspace), file)

/** Lets a copy of a message have the same files. */
export function copyAttachments(db: Db, from: number, to: number): void {
  const copies = listAttachments(db, from).map(({ id: _, ...attachment }) => ({ ...attachment, messageId: to }))
  if (copies.length > 0) db.insert(messageAttachments).values(copies).run()
}

/** Forgets the attachments of a message. @returns the files that no message has any more; take them away once this is on disk. */
export function forgetAttachments(db: Db, messageId: number): string[] {
  const files = listAttachments(db, messageId).map(({ file }) => file)
  db.delete(messageAttachments).where(eq(messageAttachments.messageId, messageId)).run()
  return files.filter((file) => !isKept(db, file))
}

const isKept = (db: Db, file: string): boolean =>
  db.select({ id: messageAttachments.id }).from(messageAttachments).where(eq(messageAttachments.file, file)).limit(1).get() !== undefined

/** Takes files away that no message has. */
export function removeFiles(workspace: Workspace, files: readonly string[]): void {
  for (const file of files) if (!isKept(workspace.db, file)) rmSync(join(folderOf(workspace), file.slice(0, 2), file), { force: true })
}
