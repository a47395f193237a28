import { type FloorSample, sampleOf } from './demo-floor-sample.ts'
import type { Steps } from './demo-records.ts'

const asset = (name: string, fields: Readonly<Record<string, unknown>>, steps: Steps = {}): FloorSample =>
  sampleOf('assets')(() => ({ name, ...fields }), steps, name)

const assets: readonly FloorSample[] = [
  asset('Torna 3', { serialNumber: 'TC-1180-03', manufacturer: 'Taksan', model: 'TTC 630', location: 'Hol A, talaşlı' }),
  asset('Dik işleme merkezi 1', { serialNumber: 'VM-0921', manufacturer: 'Haas', model: 'VF-4', location: 'Hol A, talaşlı' }),
  asset('Kaynak robotu 2', { serialNumber: 'KR-2214-077', manufacturer: 'Kuka', model: 'KR 16', location: 'Hol B, hat 2' }),
  asset(
    'Hidrolik pres 40 t',
    { serialNumber: 'HP40-118', manufacturer: 'Hidroliksan', location: 'Hol B, pres' },
    { to: ['maintenance'], note: 'Yıllık bakım' },
  ),
  asset('Vidalı kompresör', {
    category: 'facility',
    serialNumber: 'DV-37-5512',
    manufacturer: 'Dalgakıran',
    location: 'Kompresör dairesi',
  }),
  asset('Köprülü vinç 5 t', { category: 'facility', serialNumber: 'KV5-09', location: 'Hol B' }),
  asset('Kumpas 300 mm', { category: 'measuring', serialNumber: 'MT-300-44', manufacturer: 'Mitutoyo', location: 'Kalite' }),
]

const workOrder = sampleOf('work_orders')

const workOrders: readonly FloorSample[] = [
  workOrder(
    ({ idOf, daysFromNow, assigneeId }) => ({
      title: 'Hidrolik pres yıllık bakımı',
      assetId: idOf('Hidrolik pres 40 t'),
      kind: 'preventive',
      priority: 'high',
      scheduledFor: daysFromNow(0),
      assigneeId,
      checklist: [
        { text: 'Hidrolik yağı değiştir', isDone: true },
        { text: 'Keçe takımını kontrol et', isDone: true },
        { text: 'Işık perdesini dene', isDone: false },
      ],
      spentMinutes: 140,
      cost: 1_860_000,
    }),
    { to: ['in_progress'] },
  ),
  workOrder(
    ({ idOf, daysFromNow, assigneeId }) => ({
      title: 'Torç besleme motoru değişimi',
      assetId: idOf('Kaynak robotu 2'),
      priority: 'critical',
      scheduledFor: daysFromNow(0),
      assigneeId,
    }),
    { to: ['in_progress', 'on_hold'], note: 'Yedek parça yolda' },
    'Torç motoru',
  ),
  workOrder(({ idOf, daysFromNow }) => ({
    title: 'Kompresör titreşim ölçümü',
    assetId: idOf('Vidalı kompresör'),
    kind: 'predictive',
    scheduledFor: daysFromNow(4),
  })),
  workOrder(({ idOf, daysFromNow }) => ({
    title: 'Vinç periyodik kontrolü',
    assetId: idOf('Köprülü vinç 5 t'),
    kind: 'inspection',
    priority: 'high',
    scheduledFor: daysFromNow(11),
  })),
  workOrder(
    ({ idOf, daysFromNow }) => ({
      title: 'Torna 3 soğutma pompası temizliği',
      assetId: idOf('Torna 3'),
      scheduledFor: daysFromNow(-3),
      spentMinutes: 55,
      resultNotes: 'Talaş süzgeci tıkalıydı, yenisi takıldı.',
    }),
    { to: ['in_progress', 'completed'] },
  ),
]

const downtime = sampleOf('downtimes')

const downtimes: readonly FloorSample[] = [
  downtime(({ idOf, hoursFromNow }) => ({
    assetId: idOf('Kaynak robotu 2'),
    reason: 'Torç besleme motoru durdu',
    startedAt: hoursFromNow(-3.2),
    workOrderId: idOf('Torç motoru'),
  })),
  downtime(({ idOf, hoursFromNow }) => ({
    assetId: idOf('Hidrolik pres 40 t'),
    category: 'planned',
    reason: 'Yıllık bakım',
    startedAt: hoursFromNow(-2),
  })),
  downtime(({ idOf, hoursFromNow }) => ({
    assetId: idOf('Torna 3'),
    category: 'setup',
    reason: 'Ø89 rulo için ayna değişimi',
    startedAt: hoursFromNow(-7.5),
    endedAt: hoursFromNow(-6.9),
  })),
  downtime(({ idOf, hoursFromNow }) => ({
    assetId: idOf('Dik işleme merkezi 1'),
    category: 'material',
    reason: 'Al 7075 blok bekleniyor',
    startedAt: hoursFromNow(-28),
    endedAt: hoursFromNow(-25.5),
  })),
]

export const maintenanceSamples: readonly FloorSample[] = [...assets, ...workOrders, ...downtimes]
