import type { Line } from '../contract/fields.ts'

/** The sample plant's owner, for `serve --demo` only. */
export const demoOwner = {
  companyName: 'Öztürk Makina',
  name: 'Ayşe Öztürk',
  email: 'ayse@ozturkmakina.example',
  password: 'sample-plant',
} as const

export const demoColleagues = [
  { name: 'Mehmet Kaya', email: 'mehmet@ozturkmakina.example', role: 'operator' },
  { name: 'Elif Demir', email: 'elif@ozturkmakina.example', role: 'admin' },
  { name: 'Selin Aydın', email: 'selin@ozturkmakina.example', role: 'viewer' },
] as const

export const demoLetterhead = {
  address: 'Organize Sanayi Bölgesi 5. Cadde 12\nGebze / Kocaeli',
  taxOffice: 'Gebze',
  taxNumber: '6340112234',
  phone: '+90 262 555 04 12',
  email: 'muhasebe@ozturkmakina.example',
  locale: 'tr',
  currency: 'TRY',
  timeZone: 'Europe/Istanbul',
  website: null,
  invoiceNotes: null,
} as const

export interface DemoCustomer {
  readonly name: string
  readonly city: string
  readonly country: string
  readonly taxOffice: string | null
  readonly taxNumber: string
  readonly address: string
  readonly currency: 'TRY' | 'EUR' | 'USD' | 'IDR'
}

export const demoCustomers: readonly DemoCustomer[] = [
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
    taxNumber: '4810337763',
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
    taxNumber: '3920118459',
    address: '2. OSB 14. Sokak 3',
    currency: 'TRY',
  },
]

type Step = 'planned' | 'in_progress' | 'on_hold' | 'completed'

export interface DemoJob {
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

export const demoJobs: readonly DemoJob[] = [
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

/** A customer of the sandbox to whom the simulated provider can send nothing. */
export const unreachableCustomer: DemoCustomer = {
  name: 'Demir Yay Sanayi (e-fatura kayıtsız)',
  city: 'Bursa',
  country: 'Türkiye',
  taxOffice: 'Nilüfer',
  taxNumber: '9900000011',
  address: 'Demirtaş OSB, Karanfil Sok. 6',
  currency: 'TRY',
}

export const unreachableJob: DemoJob = {
  customer: demoCustomers.length,
  title: 'Yay çeliği gergi aparatı',
  reference: 'DY-0093',
  dueInDays: -3,
  steps: ['in_progress', 'completed'],
  lines: [line('Gergi aparatı', 4, 'ad', 118_000)],
}
