import { type FloorSample, sampleOf } from './demo-floor-sample.ts'
import type { Steps } from './demo-records.ts'

const productionOrder = sampleOf('production_orders')
const running: Steps = { to: ['released', 'in_progress'] }

const productionOrders: readonly FloorSample[] = [
  productionOrder(
    ({ idOf, hoursFromNow, jobId }) => ({
      product: 'Konveyör rulosu Ø89 x 600',
      productCode: 'KR-89-600',
      plannedQuantity: 250,
      unit: 'ad',
      assetId: idOf('Torna 3'),
      jobId,
      plannedStart: hoursFromNow(-8),
      plannedEnd: hoursFromNow(22),
    }),
    running,
    'Rulo',
  ),
  productionOrder(
    ({ idOf, hoursFromNow }) => ({
      product: 'Hidrolik blok, Al 7075',
      productCode: 'HB-7075-A',
      plannedQuantity: 6,
      unit: 'ad',
      assetId: idOf('Dik işleme merkezi 1'),
      plannedStart: hoursFromNow(-30),
      plannedEnd: hoursFromNow(4),
    }),
    { to: ['released', 'in_progress', 'paused'], note: 'Malzeme bekleniyor' },
  ),
  productionOrder(
    ({ idOf, hoursFromNow }) => ({
      product: 'Kelepçe, 42CrMo4',
      productCode: 'KL-42',
      plannedQuantity: 24,
      unit: 'ad',
      assetId: idOf('Dik işleme merkezi 1'),
      plannedStart: hoursFromNow(30),
      plannedEnd: hoursFromNow(38),
    }),
    { to: ['released'] },
  ),
  productionOrder(({ hoursFromNow }) => ({
    product: 'Rangka mesin press 40 ton',
    productCode: 'RMP-40',
    plannedQuantity: 1,
    unit: 'unit',
    plannedStart: hoursFromNow(96),
  })),
]

const output = (hours: number, fields: Readonly<Record<string, unknown>>): FloorSample =>
  sampleOf('production_outputs')(({ idOf, hoursFromNow }) => ({
    productionOrderId: idOf('Rulo'),
    operator: 'Murat Demir',
    shift: 'Gündüz',
    recordedAt: hoursFromNow(hours),
    ...fields,
  }))

const outputs: readonly FloorSample[] = [
  output(-6, { goodQuantity: 32, scrapQuantity: 1, scrapReason: 'Ölçü dışı' }),
  output(-4, { goodQuantity: 36 }),
  output(-2, { goodQuantity: 34, scrapQuantity: 2, scrapReason: 'Yüzey çizik' }),
  output(-0.5, { goodQuantity: 29 }),
]

export const productionSamples: readonly FloorSample[] = [...productionOrders, ...outputs]
