import type { Line } from '../contract/fields.ts'
import { createCompany } from '../features/companies/companies.service.ts'
import { updateLetterhead } from '../features/companies/companies.store.ts'
import type { CustomerService } from '../features/customers/customers.service.ts'
import type { InvoiceService } from '../features/invoices/invoices.service.ts'
import type { JobService } from '../features/jobs/jobs.service.ts'
import { createFirstOwner } from '../features/people/people.service.ts'
import { hasOwner } from '../features/people/people.store.ts'
import type { Control } from '../infra/db/control.ts'
import type { Workspace } from '../infra/db/workspace.ts'
import type { WorkspaceRegistry } from '../infra/db/workspaces.ts'
import type { Tx } from '../infra/db/write-queue.ts'
import { systemActor } from '../lib/identity.ts'

/** The sample plant's owner, for `serve --demo` only. */
const demoOwner = {
  companyName: 'Öztürk Makina',
  name: 'Ayşe Öztürk',
  email: 'ayse@ozturkmakina.example',
  password: 'sample-plant',
} as const

const demoLetterhead = {
  address: 'Organize Sanayi Bölgesi 5. Cadde 12\nGebze / Kocaeli',
  taxOffice: 'Gebze',
  taxNumber: '6340112233',
  phone: '+90 262 555 04 12',
  email: 'muhasebe@ozturkmakina.example',
  locale: 'tr',
  currency: 'TRY',
  timeZone: 'Europe/Istanbul',
  website: null,
  invoiceNotes: null,
} as const

interface DemoCustomer {
  readonly name: string
  readonly city: string
  readonly country: string
  readonly taxOffice: string | null
  readonly taxNumber: string
  readonly address: string
  readonly currency: 'TRY' | 'EUR' | 'USD' | 'IDR'
}

const demoCustomers: readonly DemoCustomer[] = [
  {
    name: 'Çağrı Şişe İmalat A.Ş.',
    city: 'Kocaeli',
    country: 'Türkiye',
    taxOffice: 'Gebze',
    taxNumber: '1234567890',
    address: 'Cumhuriyet Mah. 44, Çayırova',
    currency: 'TRY',
  },
  {
    name: 'İğneli Tekstil Ltd. Şti.',
    city: 'Bursa',
    country: 'Türkiye',
    taxOffice: 'Nilüfer',
    taxNumber: '4810337761',
    address: 'Organize Sanayi, Mavi Cad. 8',
    currency: 'TRY',
  },
  {
    name: 'PT Baja Nusantara',
    city: 'Bekasi',
    country: 'Indonesia',
    taxOffice: null,
    taxNumber: '01.345.678.9-407',
    address: 'Jl. Industri Selatan V, Blok EE',
    currency: 'IDR',
  },
  {
    name: 'Hallmann Fördertechnik GmbH',
    city: 'Ulm',
    country: 'Deutschland',
    taxOffice: null,
    taxNumber: 'DE245667812',
    address: 'Daimlerstraße 27',
    currency: 'EUR',
  },
  {
    name: 'Güneş Otomotiv Yan Sanayi',
    city: 'Sakarya',
    country: 'Türkiye',
    taxOffice: 'Arifiye',
    taxNumber: '3920118450',
    address: '2. OSB 14. Sokak 3',
    currency: 'TRY',
  },
]

type Step = 'planned' | 'in_progress' | 'on_hold' | 'completed'

interface DemoJob {
  readonly customer: number
  readonly title: string
  readonly reference: string
  readonly dueInDays: number
  readonly lines: readonly Line[]
  readonly steps: readonly Step[]
  readonly note?: string
}

const line = (description: string, quantity: number, unit: string, unitPrice: number, taxRate = 20): Line => ({
  description,
  quantity,
  unit,
  unitPrice,
  taxRate,
})

const demoJobs: readonly DemoJob[] = [
  {
    customer: 0,
    title: 'Ağır şase montajı, 3 adet',
    reference: 'PO-7741',
    dueInDays: 0,
    steps: ['planned', 'in_progress', 'completed'],
    lines: [
      line('Şase montaj işçiliği', 36, 'sa', 65_000),
      line('S355 çelik profil', 420, 'kg', 3_850),
      line('Elektrostatik boya', 3, 'ad', 145_000),
      line('Nakliye, Gebze', 1, 'sefer', 120_000, 10),
    ],
  },
  {
    customer: 0,
    title: 'Şişe dizme ünitesi bakımı',
    reference: 'PO-7702',
    dueInDays: -2,
    steps: ['in_progress', 'completed'],
    lines: [line('Bakım işçiliği', 12.5, 'sa', 72_500), line('Rulman 6204', 8, 'ad', 18_900)],
  },
  {
    customer: 3,
    title: 'Konveyör rulosu Ø89, 250 adet',
    reference: 'HF-22118',
    dueInDays: 2,
    steps: ['planned', 'in_progress'],
    lines: [line('Förderrolle Ø89 x 600', 250, 'Stk', 1_260, 0)],
  },
  {
    customer: 1,
    title: 'Hidrolik blok işleme',
    reference: 'IT-0451',
    dueInDays: -1,
    steps: ['planned', 'in_progress', 'on_hold'],
    note: 'Malzeme bekleniyor',
    lines: [line('CNC işleme', 14, 'sa', 110_000), line('Blok, Al 7075', 6, 'ad', 108_300)],
  },
  {
    customer: 2,
    title: 'Rangka mesin press 40 ton',
    reference: 'BN-2026-118',
    dueInDays: 9,
    steps: ['planned'],
    lines: [line('Rangka las lengkap', 1, 'unit', 4_850_000_000, 11)],
  },
  {
    customer: 4,
    title: 'Kaynak fikstürü, arka traves',
    reference: 'GO-55810',
    dueInDays: 5,
    steps: ['planned', 'in_progress'],
    lines: [line('Tasarım', 20, 'sa', 95_000), line('Fikstür imalatı', 1, 'ad', 6_400_000)],
  },
  {
    customer: 4,
    title: 'Pnömatik mengene revizyonu',
    reference: 'GO-55822',
    dueInDays: 12,
    steps: [],
    lines: [line('Revizyon', 4, 'ad', 310_000)],
  },
  {
    customer: 1,
    title: 'Dokuma tezgâhı mil taşlama',
    reference: 'IT-0460',
    dueInDays: 3,
    steps: ['planned'],
    lines: [line('Silindirik taşlama', 9, 'ad', 84_000)],
  },
  {
    customer: 0,
    title: 'Kapak presi kalıp kelepçeleri',
    reference: 'PO-7760',
    dueInDays: 6,
    steps: ['planned', 'in_progress', 'completed'],
    lines: [line('Kelepçe, 42CrMo4', 24, 'ad', 39_500)],
  },
  {
    customer: 3,
    title: 'Antriebsstation, Sondermaß',
    reference: 'HF-22140',
    dueInDays: 20,
    steps: [],
    lines: [line('Antriebsstation', 2, 'Stk', 415_000, 0)],
  },
]

interface DemoOptions {
  readonly control: Control
  readonly openCompany: WorkspaceRegistry['open']
  readonly services: { readonly customers: CustomerService; readonly jobs: JobService; readonly invoices: InvoiceService }
  readonly now: number
}

/** Makes the sample plant in a data folder that nobody owns yet. @returns how to sign in, or undefined when somebody owns it already. */
export async function makeDemo(options: DemoOptions): Promise<{ email: string; password: string } | undefined> {
  const { control } = options
  if (hasOwner(control.db)) return undefined
  const { company } = await createFirstOwner({ control, createCompany }, { ...demoOwner, language: 'tr' })
  await control.write(
    (tx) => updateLetterhead(tx.db, { ...demoLetterhead, slug: company, name: demoOwner.companyName, version: 1, now: tx.now }),
    { actor: systemActor },
  )
  const { live, sandbox } = options.openCompany(company)
  await seed(live, demoJobs, options)
  await seed(sandbox, demoJobs.slice(0, 3), options)
  return { email: demoOwner.email, password: demoOwner.password }
}

const seed = (workspace: Workspace, jobs: readonly DemoJob[], { services, now }: DemoOptions): Promise<unknown> =>
  workspace.write(
    (tx) => {
      const customerIds = demoCustomers.map(
        (customer) => services.customers.create(tx, { ...customer, email: null, phone: null, notes: null }).id,
      )
      const jobIds = jobs.map((job) => seedJob(tx, services.jobs, { job, customerId: customerIds[job.customer] ?? 0, now }))
      const draft = {
        issueDate: null,
        validUntil: null,
        locale: null,
        discountAmount: null,
        notes: 'Teslim: 5 iş günü. Fiyatlar 30 gün geçerlidir.',
      }
      services.invoices.issue(tx, workspace, { ...draft, jobIds: jobIds.slice(0, 1), discountPercent: 2 })
    },
    { actor: systemActor },
  )

function seedJob(tx: Tx, jobs: JobService, { job, customerId, now }: { job: DemoJob; customerId: number; now: number }): number {
  const dueDate = new Date(now + job.dueInDays * 86_400_000).toISOString().slice(0, 10)
  const currency = demoCustomers[job.customer]?.currency ?? 'TRY'
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
