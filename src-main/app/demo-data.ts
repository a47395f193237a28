import { createCompany } from '../features/companies/companies.service.ts'
import { findCompany, updateLetterhead } from '../features/companies/companies.store.ts'
import type { CreditService } from '../features/credits/credits.service.ts'
import type { CustomerService } from '../features/customers/customers.service.ts'
import type { InvoiceKind } from '../features/invoices/invoices.contract.ts'
import type { InvoiceService } from '../features/invoices/invoices.service.ts'
import type { JobService } from '../features/jobs/jobs.service.ts'
import { nobodysHash } from '../features/people/password-hash.ts'
import { createFirstOwner } from '../features/people/people.service.ts'
import { hasOwner, insertMember, insertUser } from '../features/people/people.store.ts'
import type { Control } from '../infra/db/control.ts'
import type { Workspace } from '../infra/db/workspace.ts'
import type { WorkspaceRegistry } from '../infra/db/workspaces.ts'
import type { Tx } from '../infra/db/write-queue.ts'
import { invariant } from '../lib/assert.ts'
import { systemActor } from '../lib/identity.ts'
import { seedCommerce } from './demo-commerce.ts'
import { seedFloor } from './demo-floor.ts'
import {
  type DemoCustomer,
  type DemoJob,
  demoColleagues,
  demoCustomers,
  demoJobs,
  demoLetterhead,
  demoOwner,
  unreachableCustomer,
  unreachableJob,
} from './demo-plant.ts'
import { type MakingRecords, recordMaker } from './demo-records.ts'

export interface SampleServices {
  readonly customers: CustomerService
  readonly jobs: JobService
  readonly invoices: InvoiceService
  readonly credits: CreditService
  readonly sampled: readonly MakingRecords[]
}

interface DemoOptions {
  readonly control: Control
  readonly openCompany: WorkspaceRegistry['open']
  readonly services: SampleServices
}

/** Makes the sample plant in a data folder that nobody owns yet. @returns how to sign in, or undefined when somebody owns it already. */
export async function makeDemo({ control, openCompany, services }: DemoOptions): Promise<{ email: string; password: string } | undefined> {
  if (hasOwner(control.db)) return undefined
  const { company, userId } = await createFirstOwner({ control, createCompany }, { ...demoOwner, language: 'tr' })
  await control.write(
    (tx) => updateLetterhead(tx.db, { ...demoLetterhead, slug: company, name: demoOwner.companyName, version: 1, now: tx.now }),
    { actor: systemActor },
  )
  await control.write((tx) => addColleagues(tx, company), { actor: systemActor })
  const { live, sandbox } = openCompany(company)
  await live.write((tx) => seedLive(tx, live, { services, ownerId: userId }), { actor: systemActor })
  await sandbox.write((tx) => seedSandbox(tx, sandbox, services), { actor: systemActor })
  return { email: demoOwner.email, password: demoOwner.password }
}

/** Nobody can sign in as them. */
function addColleagues(tx: Tx, slug: string): void {
  const companyId = findCompany(tx.db, slug)?.id
  invariant(companyId !== undefined, 'the sample plant was just made')
  for (const { role, ...person } of demoColleagues) {
    const { id } = insertUser(tx.db, { ...person, passwordHash: nobodysHash, language: 'tr', now: tx.now })
    insertMember(tx.db, { companyId, userId: id, role })
  }
}

function seedLive(tx: Tx, workspace: Workspace, { services, ownerId }: { services: SampleServices; ownerId: number }): void {
  const jobIds = seedJobs(tx, services, { customers: demoCustomers, jobs: demoJobs })
  services.invoices.issue(tx, workspace, { ...draft, kind: 'proforma', jobIds: jobIds.slice(0, 1), discountPercent: 2 })
  services.credits.add(tx, { kind: 'top_up', amount: 250, description: 'Havale 2026-118' })
  seedFloor(recordMaker(tx, services.sampled), { assigneeId: ownerId, jobId: jobIds[2] ?? null, now: tx.now })
}

/** The sample plant of a sandbox: a few jobs, a proforma, and two e-invoices, of which the simulated provider will send one. */
export function seedSandbox(tx: Tx, workspace: Workspace, services: SampleServices): void {
  services.credits.startSandbox(tx)
  const customers = [...demoCustomers, unreachableCustomer]
  const [first = 0, second = 0, third = 0, unreachable = 0] = seedJobs(tx, services, {
    customers,
    jobs: [...demoJobs.slice(0, 3), unreachableJob],
  })
  const issue = (kind: InvoiceKind, jobId: number): unknown =>
    services.invoices.issue(tx, workspace, { ...draft, kind, jobIds: [jobId], discountPercent: null })
  issue('proforma', first)
  issue('e_invoice', second)
  issue('e_invoice', unreachable)
  seedFloor(recordMaker(tx, services.sampled), { assigneeId: null, jobId: third, now: tx.now })
}

const draft = {
  issueDate: null,
  validUntil: null,
  locale: null,
  discountAmount: null,
  notes: 'Teslim: 5 iş günü. Fiyatlar 30 gün geçerlidir.',
} as const

/** @returns the jobs' ids. */
function seedJobs(
  tx: Tx,
  services: SampleServices,
  sample: { readonly customers: readonly DemoCustomer[]; readonly jobs: readonly DemoJob[] },
): number[] {
  const customerIds = sample.customers.map(
    (customer) => services.customers.create(tx, { ...customer, email: null, phone: null, notes: null }).id,
  )
  const jobIds = sample.jobs.map((job) => {
    const currency = sample.customers[job.customer]?.currency ?? 'TRY'
    return seedJob(tx, services.jobs, { job, customerId: customerIds[job.customer] ?? 0, currency })
  })
  seedCommerce(recordMaker(tx, services.sampled), { customerIds, now: Date.parse(tx.now) })
  return jobIds
}

function seedJob(tx: Tx, jobs: JobService, { job, customerId, currency }: { job: DemoJob; customerId: number; currency: string }): number {
  const dueDate = new Date(Date.parse(tx.now) + job.dueInDays * 86_400_000).toISOString().slice(0, 10)
  const { id } = jobs.create(tx, {
    title: job.title,
    description: null,
    customerId,
    reference: job.reference,
    dueDate,
    currency,
    lines: job.lines,
  })
  for (const to of job.steps) jobs.transition(tx, String(id), { to, note: to === 'on_hold' ? (job.note ?? null) : null })
  return id
}
