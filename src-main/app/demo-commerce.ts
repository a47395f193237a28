import type { MakeRecord } from './demo-records.ts'

interface Plant {
  /** In the order of the sample customers: Çağrı Şişe, İğneli Tekstil, PT Baja Nusantara, Hallmann, Güneş Otomotiv. */
  readonly customerIds: readonly number[]
  readonly now: number
}

const dayAfter = (now: number, days: number): string => new Date(now + days * 86_400_000).toISOString().slice(0, 10)

/** The sample plant's customers as people, what is sold to them, and what is in the store. */
export function seedCommerce(make: MakeRecord, { customerIds, now }: Plant): void {
  const [bottles, textiles, steel, conveyors, cars] = customerIds
  const day = (days: number): string => dayAfter(now, days)

  const selin = make('contacts', { ...selinAydin, customerId: bottles })
  const emre = make('contacts', { ...emreTuna, customerId: textiles })
  const budi = make('contacts', { ...budiSantoso, customerId: steel })
  const anke = make('contacts', { ...ankeVogt, customerId: conveyors })
  const deniz = make('contacts', { ...denizGunes, customerId: cars })
  const kemal = make('contacts', kemalErsoy)

  const line = make('deals', { ...secondUnit, customerId: bottles, contactId: selin, expectedCloseDate: day(26) }, { to: ['proposal'] })
  const rollers = make(
    'deals',
    { ...rollerContract, customerId: conveyors, contactId: anke, expectedCloseDate: day(12) },
    { to: ['qualified', 'proposal', 'negotiation'] },
  )
  const press = make(
    'deals',
    { ...pressFrames, customerId: steel, contactId: budi, expectedCloseDate: day(-4) },
    { to: ['proposal', 'won'] },
  )
  make('deals', { ...fixtures, customerId: cars, contactId: deniz, expectedCloseDate: day(40) })
  make(
    'deals',
    { ...grinding, customerId: textiles, contactId: emre, expectedCloseDate: day(-9) },
    { to: ['qualified', 'lost'], note: 'Fiyat; Bursa’da başka bir atölyeye verildi' },
  )

  make('quotes', { ...secondUnitQuote, customerId: bottles, contactId: selin, dealId: line, validUntil: day(21) }, { to: ['sent'] })
  make('quotes', { ...rollerQuote, customerId: conveyors, contactId: anke, dealId: rollers, validUntil: day(14) }, { to: ['sent'] })
  make('quotes', { ...pressQuote, customerId: steel, contactId: budi, dealId: press, validUntil: day(9) }, { to: ['sent', 'accepted'] })
  make('quotes', { ...fixtureQuote, customerId: cars, contactId: deniz, validUntil: day(30) })
  make(
    'quotes',
    { ...grindingQuote, customerId: textiles, contactId: emre, validUntil: day(-2) },
    { to: ['sent', 'rejected'], note: 'Fiyat yüksek bulundu' },
  )

  make('subscriptions', { ...lineCare, customerId: bottles, startsOn: day(-10) })
  make(
    'subscriptions',
    { ...spareParts, customerId: textiles, startsOn: day(-40) },
    { to: ['canceled'], note: 'Yedek parçaları kendileri alacak' },
  )
  make('subscriptions', { ...designSeats, startsOn: day(-120) })

  seedStore(make, kemal)
  seedMeetings(make, now, {
    bottles: { customerId: bottles, contactId: selin, dealId: line },
    conveyors: { customerId: conveyors, contactId: anke, dealId: rollers },
    steel: { customerId: steel, contactId: budi, dealId: press },
    textiles: { customerId: textiles, contactId: emre },
  })
}

function seedMeetings(make: MakeRecord, now: number, who: Readonly<Record<'bottles' | 'conveyors' | 'steel' | 'textiles', object>>): void {
  const at = (days: number, time: string): string => `${dayAfter(now, days)}T${time}:00Z`
  const istanbul = { timeZone: 'Europe/Istanbul', organizer: 'Murat Kaya' }
  make('meetings', { ...istanbul, ...layoutMeeting, ...who.bottles, startsAt: at(1, '07:00'), endsAt: at(1, '08:00') })
  make('meetings', { ...rollerMeeting, ...who.conveyors, startsAt: at(2, '09:30'), endsAt: at(2, '10:15') })
  make('meetings', { ...pressMeeting, ...who.steel, startsAt: at(-5, '03:00'), endsAt: at(-5, '04:00') }, { to: ['held'] })
  make(
    'meetings',
    { ...istanbul, title: 'Taşlama teklifi', ...who.textiles, startsAt: at(-3, '11:00'), endsAt: at(-3, '11:30') },
    { to: ['canceled'], note: 'Müşteri işi başka yere verdi' },
  )
}

function seedStore(make: MakeRecord, supplierContactId: number): void {
  for (const { moves, ...item } of store) {
    const inventoryItemId = make('inventory_items', { ...item, supplierContactId: item.category === 'Rulman' ? supplierContactId : null })
    for (const move of moves) make('stock_movements', { ...move, inventoryItemId })
  }
}

const selinAydin = {
  firstName: 'Selin',
  lastName: 'Aydın',
  jobTitle: 'Satın alma müdürü',
  email: 'selin.aydin@cagrisise.example',
  phone: '+90 262 555 01 07',
  whatsappNumber: '+905325550107',
  language: 'tr',
  tags: ['satın alma', 'fuar 2026'],
  marketingConsent: true,
}
const emreTuna = {
  firstName: 'Emre',
  lastName: 'Tuna',
  jobTitle: 'Bakım şefi',
  email: 'emre.tuna@igneli.example',
  mobile: '+90 533 555 02 18',
  language: 'tr',
  tags: ['bakım'],
}
const budiSantoso = {
  firstName: 'Budi',
  lastName: 'Santoso',
  jobTitle: 'Manajer produksi',
  email: 'budi.santoso@bajanusantara.example',
  whatsappNumber: '+628125550142',
  language: 'id',
  tags: ['ihracat'],
  marketingConsent: true,
}
const ankeVogt = {
  firstName: 'Anke',
  lastName: 'Vogt',
  jobTitle: 'Einkauf',
  email: 'a.vogt@hallmann.example',
  phone: '+49 731 555 0164',
  language: 'en',
  tags: ['ihracat', 'çerçeve sözleşme'],
}
const denizGunes = {
  firstName: 'Deniz',
  lastName: 'Güneş',
  jobTitle: 'Proje mühendisi',
  email: 'deniz@gunesoto.example',
  mobile: '+90 535 555 03 61',
  language: 'tr',
  tags: ['fikstür'],
}
const kemalErsoy = {
  firstName: 'Kemal',
  lastName: 'Ersoy',
  jobTitle: 'Satış temsilcisi, Marmara Rulman',
  email: 'kemal@marmararulman.example',
  phone: '+90 212 555 04 90',
  language: 'tr',
  tags: ['tedarikçi'],
}

const secondUnit = { title: 'Şişe dizme hattı, ikinci ünite', value: 210_600_000, probability: 60, ownerName: 'Murat Kaya', source: 'Fuar' }
const rollerContract = {
  title: 'Förderrollen, Rahmenvertrag 2027',
  value: 15_120_000,
  currency: 'EUR',
  probability: 75,
  ownerName: 'Ayşe Öztürk',
  source: 'Mevcut müşteri',
}
const pressFrames = {
  title: 'Rangka press 40 ton, 3 unit',
  value: 14_550_000_000,
  currency: 'IDR',
  probability: 90,
  ownerName: 'Ayşe Öztürk',
  source: 'Web formu',
}
const fixtures = { title: 'Kaynak fikstürleri, yeni model', value: 38_400_000, probability: 20, ownerName: 'Murat Kaya', source: 'Tavsiye' }
const grinding = {
  title: 'Mil taşlama, yıllık anlaşma',
  value: 9_072_000,
  probability: 40,
  ownerName: 'Murat Kaya',
  source: 'Mevcut müşteri',
}

const secondUnitQuote = {
  title: 'Şişe dizme hattı, ikinci ünite',
  reference: 'RFQ-2231',
  discountPercent: 2.5,
  notes: 'Teslim: siparişten 8 hafta sonra. Ödeme: %40 peşin.',
  lines: [
    { description: 'Dizme ünitesi, 12.000 şişe/sa', quantity: 1, unit: 'ad', unitPrice: 171_000_000, taxRate: 20 },
    { description: 'Montaj ve devreye alma', quantity: 60, unit: 'sa', unitPrice: 150_000, taxRate: 20 },
  ],
}
const rollerQuote = {
  title: 'Förderrollen Ø89, 12.000 Stk',
  reference: 'HF-RFQ-118',
  currency: 'EUR',
  lines: [{ description: 'Förderrolle Ø89 x 600', quantity: 12_000, unit: 'Stk', unitPrice: 1_260, taxRate: 0 }],
}
const pressQuote = {
  title: 'Rangka press 40 ton, 3 unit',
  currency: 'IDR',
  lines: [{ description: 'Rangka las lengkap', quantity: 3, unit: 'unit', unitPrice: 4_850_000_000, taxRate: 11 }],
}
const fixtureQuote = {
  title: 'Kaynak fikstürü, ön traves',
  lines: [
    { description: 'Tasarım', quantity: 32, unit: 'sa', unitPrice: 95_000, taxRate: 20 },
    { description: 'Fikstür imalatı', quantity: 1, unit: 'ad', unitPrice: 7_200_000, taxRate: 20 },
  ],
}
const grindingQuote = {
  title: 'Mil taşlama, 108 adet',
  lines: [{ description: 'Silindirik taşlama', quantity: 108, unit: 'ad', unitPrice: 84_000, taxRate: 20 }],
}

const layoutMeeting = {
  title: 'İkinci ünite, yerleşim planı',
  location: 'Çayırova, toplantı odası 2',
  attendees: ['selin.aydin@cagrisise.example', 'Murat Kaya'],
  agenda: 'Yerleşim planı, elektrik besleme, teslim takvimi',
}
const rollerMeeting = {
  title: 'Rahmenvertrag 2027',
  timeZone: 'Europe/Berlin',
  onlineUrl: 'https://meet.example/hf-2027',
  organizer: 'a.vogt@hallmann.example',
  attendees: ['a.vogt@hallmann.example', 'Ayşe Öztürk'],
}
const pressMeeting = {
  title: 'Peninjauan gambar rangka',
  timeZone: 'Asia/Jakarta',
  onlineUrl: 'https://meet.example/bn-40t',
  organizer: 'Ayşe Öztürk',
  attendees: ['budi.santoso@bajanusantara.example', 'Ayşe Öztürk'],
  notes: 'Gambar disetujui; pengiriman bersama kapal bulan depan.',
}

const receipt = (quantity: number, reference: string) => ({ kind: 'receipt', quantity, reference })
const issue = (quantity: number, reason: string) => ({ kind: 'issue', quantity, reason })

const store = [
  {
    ...{
      name: 'Rulman 6204-2RS',
      sku: 'RLM-6204-2RS',
      barcode: '8690000620425',
      unit: 'ad',
      category: 'Rulman',
      location: 'Ana depo, B-14',
    },
    ...{ minimumQuantity: 40, reorderQuantity: 100, unitCost: 18_900 },
    moves: [receipt(100, 'IRS-4471'), issue(28, 'Dizme ünitesi bakımı'), issue(40, 'Konveyör rulosu')],
  },
  {
    ...{ name: 'S355 çelik profil 80x80x5', sku: 'CLK-S355-8080', unit: 'kg', category: 'Çelik', location: 'Açık saha 2' },
    ...{ minimumQuantity: 1_500, reorderQuantity: 5_000, unitCost: 3_850 },
    moves: [receipt(5_000, 'IRS-4460'), issue(420, 'Ağır şase montajı'), { kind: 'adjustment', quantity: -12.5, reason: 'Sayım farkı' }],
  },
  {
    ...{ name: 'Kaynak teli SG2 1,2 mm', sku: 'KYN-SG2-12', unit: 'kg', category: 'Kaynak', location: 'Ana depo, C-02' },
    ...{ minimumQuantity: 60, reorderQuantity: 180, unitCost: 9_400 },
    moves: [receipt(90, 'IRS-4402'), issue(22.75, 'Hol B, hat 2'), issue(18.5, 'Hol B, hat 1')],
  },
  {
    ...{ name: 'Blok Al 7075 120x120', sku: 'AL-7075-120', unit: 'ad', category: 'Alüminyum', location: 'Ana depo, A-05' },
    ...{ minimumQuantity: 6, reorderQuantity: 12, unitCost: 108_300 },
    moves: [],
  },
  {
    ...{ name: 'Elektrostatik boya RAL 7016', sku: 'BOYA-7016', unit: 'kg', category: 'Boya', location: 'Boya deposu' },
    ...{ minimumQuantity: 25, reorderQuantity: 100, unitCost: 21_500 },
    moves: [
      receipt(75, 'IRS-4431'),
      { kind: 'transfer', quantity: 25, fromLocation: 'Boya deposu', toLocation: 'Boyahane', reason: 'Haftalık besleme' },
      issue(14.2, 'Şase boyama'),
    ],
  },
]

const lineCare = { planName: 'Bakım sözleşmesi, şişe dizme hattı', price: 1_250_000, currency: 'TRY', period: 'month' }
const spareParts = { planName: 'Yedek parça paketi', price: 480_000, currency: 'TRY', period: 'month' }
const designSeats = {
  planName: 'CAD lisansları, 3 kullanıcı',
  price: 214_000,
  currency: 'EUR',
  period: 'year',
  notes: 'Kendi aboneliğimiz',
}
