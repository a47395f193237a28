import { type FloorSample, sampleOf } from './demo-floor-sample.ts'

const ticket = sampleOf('tickets')

export const ticketSamples: readonly FloorSample[] = [
  ticket(({ assigneeId }) => ({ title: 'Hat 2 yenileme', type: 'epic', assigneeId, labels: ['hat 2'] }), { to: ['in_progress'] }, 'Hat 2'),
  ticket(
    ({ idOf, daysFromNow, assigneeId }) => ({
      title: 'Torna 3 iş mili ses yapıyor',
      description: '1.200 devir üzerinde düzenli bir vuruntu var.',
      type: 'bug',
      priority: 'high',
      assigneeId,
      dueDate: daysFromNow(2),
      assetId: idOf('Torna 3'),
      labels: ['torna', 'titreşim'],
    }),
    { to: ['in_progress'] },
  ),
  ticket(({ idOf, daysFromNow }) => ({
    title: 'Robot hücresine ikinci kamera',
    type: 'story',
    priority: 'low',
    parentId: idOf('Hat 2'),
    assetId: idOf('Kaynak robotu 2'),
    dueDate: daysFromNow(20),
    labels: ['hat 2'],
  })),
  ticket(({ idOf, daysFromNow }) => ({
    title: 'Konveyör hız ayarını belgele',
    parentId: idOf('Hat 2'),
    dueDate: daysFromNow(6),
    labels: ['belge'],
  })),
  ticket(({ idOf }) => ({ title: 'Kumpas kalibrasyon tarihi yaklaşıyor', assetId: idOf('Kumpas 300 mm'), labels: ['kalite'] }), {
    to: ['done'],
  }),
]

const incident = sampleOf('incidents')
const nearMiss = sampleOf('near_misses')

export const safetySamples: readonly FloorSample[] = [
  incident(
    ({ hoursFromNow, daysFromNow }) => ({
      title: 'Taşlamada el kesiği',
      description: 'Çapak alırken eldivensiz çalışıldı; sol elde iki dikiş.',
      kind: 'injury',
      severity: 'moderate',
      location: 'Hol A, taşlama',
      occurredAt: hoursFromNow(-50),
      injuredCount: 1,
      lostDays: 2,
      immediateAction: 'İlk yardım yapıldı, hastaneye götürüldü.',
      authorityNotifiedOn: daysFromNow(-1),
    }),
    { to: ['investigating'] },
  ),
  incident(
    ({ hoursFromNow, idOf }) => ({
      title: 'Pres altında kalıp hasarı',
      kind: 'property',
      location: 'Hol B, pres',
      assetId: idOf('Hidrolik pres 40 t'),
      occurredAt: hoursFromNow(-190),
      rootCause: 'Kalıp bağlama cıvatası gevşek.',
      correctiveAction: 'Bağlama torku kontrol listesine eklendi.',
    }),
    { to: ['investigating', 'action', 'closed'], note: 'Kontrol listesi yürürlükte' },
  ),
  incident(({ hoursFromNow }) => ({
    title: 'Soğutma sıvısı dökülmesi, 20 litre',
    kind: 'environment',
    location: 'Hol A, talaşlı',
    occurredAt: hoursFromNow(-9),
    immediateAction: 'Emici ile toplandı, gidere ulaşmadı.',
  })),
  nearMiss(
    ({ hoursFromNow, idOf }) => ({
      title: 'Sapandan kayan profil yere düştü',
      hazard: 'falling_object',
      potentialSeverity: 'serious',
      location: 'Hol B, yükleme alanı',
      assetId: idOf('Köprülü vinç 5 t'),
      occurredAt: hoursFromNow(-19),
      reportedBy: 'Murat Demir',
      immediateAction: 'Alan kapatıldı, sapan değiştirildi.',
    }),
    { to: ['reviewing'] },
  ),
  nearMiss(({ hoursFromNow }) => ({
    title: 'Forklift yaya yolunda geri geri çıktı',
    hazard: 'traffic',
    potentialSeverity: 'fatal',
    location: 'Depo kapısı',
    occurredAt: hoursFromNow(-44),
  })),
  nearMiss(
    ({ hoursFromNow }) => ({
      title: 'Yağlı zeminde kayma',
      hazard: 'fall',
      potentialSeverity: 'minor',
      location: 'Hol A',
      occurredAt: hoursFromNow(-120),
      preventiveAction: 'Torna 3 altına damlama tavası kondu.',
    }),
    { to: ['reviewing', 'action', 'closed'], note: 'Tava yerinde' },
  ),
]
