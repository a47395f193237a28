import { z } from 'zod'
import { type Role, roles } from '../../contract/scopes.ts'
import { toWire } from '../../contract/wire.ts'
import { announceIn } from '../../events/announcer.ts'
import type { AnnouncingType } from '../../events/catalog.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { Actor } from '../../lib/identity.ts'
import { person } from './company-people.contract.ts'
import type { CompanyPerson } from './company-people.store.ts'
import type { InvitationRow } from './invitations.control.table.ts'

/** NB: without the e-mail address, since many more may read events than people. */
const announcedPerson = person.omit({ email: true, lastSignInAt: true })

const announcedInvitation = z.object({ id: z.int(), name: z.string(), role: z.enum(roles), expiresAt: z.iso.datetime() })

/** What is told of the people of a company. Their changes hold for live and sandbox; the log of live tells them. */
export const personType = {
  name: 'person',
  keyField: 'name',
  keyPrefix: 'person',
  resource: announcedPerson,
  isImmutable: true,
  createdEvent: 'added',
  ownEvents: {
    role_changed: {
      description: 'When a person gets another role in the company',
      beside: { previousRole: { schema: z.enum(roles), example: 'viewer' } },
    },
    disabled: { description: 'When a person is disabled in the company' },
    enabled: { description: 'When a person who was disabled is enabled again' },
  },
  example: { name: 'Mehmet Kaya', role: 'operator', isActive: true, disabledAt: null },
} as const satisfies AnnouncingType

export const invitationType = {
  name: 'invitation',
  keyField: 'name',
  keyPrefix: 'invitation',
  resource: announcedInvitation,
  isImmutable: true,
  ownEvents: { withdrawn: { description: 'When an invitation is withdrawn before anybody accepted it' } },
  example: { name: 'Mehmet Kaya', role: 'operator', expiresAt: '2026-11-29T08:40:12.123Z' },
} as const satisfies AnnouncingType

type PersonEvent = 'added' | keyof typeof personType.ownEvents

interface PersonAnnouncement {
  readonly event: PersonEvent
  readonly company: string
  readonly found: CompanyPerson
  readonly previousRole?: Role
  readonly by?: Actor
}

export function announcePerson(tx: Tx, { event, company, found, previousRole, by }: PersonAnnouncement): void {
  announceIn(
    tx,
    { company, environment: 'live', by },
    {
      event: `person.${event}`,
      recordType: 'person',
      recordId: found.id,
      recordKey: found.name,
      data: {
        person: toWire(announcedPerson, announcedPerson.parse({ ...found, isActive: found.disabledAt === null })),
        ...(previousRole === undefined ? {} : { previous_role: previousRole }),
      },
    },
  )
}

export function announceInvitation(
  tx: Tx,
  { event, company, row }: { event: 'created' | keyof typeof invitationType.ownEvents; company: string; row: InvitationRow },
): void {
  announceIn(
    tx,
    { company, environment: 'live' },
    {
      event: `invitation.${event}`,
      recordType: 'invitation',
      recordId: row.id,
      recordKey: row.name,
      data: { invitation: toWire(announcedInvitation, announcedInvitation.parse(row)) },
    },
  )
}
