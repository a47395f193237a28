/** Fields of a record as both sides of a sync have them, by name; null where there is nothing. */
export type SyncedFields = Readonly<Record<string, string | null>>

/** A person as contacts and address books have one. */
export const personFields = ['firstName', 'lastName', 'company', 'jobTitle', 'email', 'phone', 'mobile', 'notes'] as const
export type PersonFields = Readonly<Record<(typeof personFields)[number], string | null>>

/** A record at the vendor. */
export interface RemoteRecord {
  readonly id: string
  /** Those that it had before, where a vendor changes them. */
  readonly formerIds: readonly string[]
  /** What it was created with, when Interlock created it. */
  readonly key: string | null
  /** ISO 8601; null where the vendor does not tell. */
  readonly changedAt: string | null
  readonly isDeleted: boolean
  readonly fields: SyncedFields
  /** As the vendor sent it, for writing it back. */
  readonly raw: unknown
}

/** Where a listing goes on. */
export interface ListingPlace {
  /** Of the listing before: only what has changed since. Null for everything. */
  readonly since: string | null
  readonly page: string | null
}

export interface RemotePage {
  readonly records: readonly RemoteRecord[]
  /** Null on the last one. */
  readonly nextPage: string | null
  /** On the last one, for the next listing. */
  readonly nextSince: string | null
}

/** A record to be created at the vendor; by the key it is found when the answer got lost. */
export interface NewRemote {
  readonly key: string
  readonly fields: SyncedFields
}

/**
 * Records that are kept the same here and at the vendor, in both directions. Who decides is Interlock (`features/syncs`); a connector only reads and
 * writes. All of it throws ConnectorFailure for what is the vendor's doing.
 */
export interface RecordSync<Context> {
  readonly kind: 'records'
  /** Plural of the type of record here. */
  readonly records: 'contacts'
  /** Most that is created by one call. */
  readonly batchSize: number
  /** How long it may take until what was created is in a listing, milliseconds. */
  readonly settlesMs: number
  /** The account, by an id that stays: records of one must not be taken for those of another. */
  account(context: Context): Promise<string>
  /** @throws ListingTooOld when the vendor does not know any more what has changed since. */
  list(context: Context, place: ListingPlace): Promise<RemotePage>
  /** Undefined when it is not there any more. */
  get(context: Context, id: string): Promise<RemoteRecord | undefined>
  /** In the order of what is given; a reason for one that the vendor did not take. */
  create(context: Context, given: readonly NewRemote[]): Promise<(RemoteRecord | { readonly refused: string })[]>
  /** Writes these fields, if it is still as it was read; undefined when it has changed meanwhile. */
  update(context: Context, read: RemoteRecord, fields: SyncedFields): Promise<RemoteRecord | undefined>
  /** Also fine when it is gone already. */
  remove(context: Context, id: string): Promise<void>
}

/** The vendor forgot what has changed since the listing before: everything has to be listed anew. */
export class ListingTooOld extends Error {
  constructor() {
    super('the vendor does not know any more what has changed since')
    this.name = 'ListingTooOld'
  }
}

/** A file that is read in parts. */
export interface FileSource {
  readonly size: number
  readonly read: (offset: number, length: number) => Promise<Uint8Array>
}

export interface BackupFile extends FileSource {
  readonly name: string
  readonly mediaType: string
  /** The same for each repetition of one back-up: it is stored once. */
  readonly key: string
  /** Back-ups that have this in common are counted and cleared together: a company in one environment. */
  readonly series: string
}

/** Back-ups of the company's data are stored at the vendor. */
export interface BackupSync<Context> {
  readonly kind: 'backup'
  /** @throws ConnectorFailure */
  put(context: Context, file: BackupFile, onProgress: (sent: number) => void): Promise<void>
  /** Deletes the oldest of a series beyond those that the connection keeps. @returns how many. @throws ConnectorFailure */
  clear(context: Context, series: string): Promise<number>
}

/** What a connection does by itself again and again. */
export type ConnectorSync<Context> = RecordSync<Context> | BackupSync<Context>
