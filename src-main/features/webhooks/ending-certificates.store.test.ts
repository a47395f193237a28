import { expect, test } from 'vitest'
import { makeCertificate } from '../../infra/outbound/test-certificates.ts'
import { systemActor } from '../../lib/identity.ts'
import { listCertifiedWebhooks } from './ending-certificates.store.ts'
import { createPlant, testVault } from './test-webhook-plant.ts'
import { editWebhook } from './webhooks.service.ts'

test('of a webhook the certificate that ends first counts, while it is in use', async () => {
  const { workspace, db, register } = createPlant()
  const [authority, client] = [await makeCertificate('Plant CA', { days: 400 }), await makeCertificate('Interlock', { days: 30 })]
  await register('https://127.0.0.1:9/')
  const tls = { authorities: authority.cert, client: { certificate: client.cert, privateKey: client.key } }
  const id = await register('https://127.0.0.1:9/', { name: 'MES', tls })
  const [found, ...others] = listCertifiedWebhooks(db)
  expect([found?.id, found?.name, others]).toEqual([id, 'MES', []])
  expect(Math.round((Date.parse(found?.endsAt ?? '') - Date.now()) / 86_400_000)).toBe(30)
  const edit = (body: Parameters<typeof editWebhook>[2]) =>
    workspace.write((tx) => editWebhook(tx, id, body, testVault.seal), { actor: systemActor })
  await edit({ tls: { client: null } })
  expect(Math.round((Date.parse(listCertifiedWebhooks(db)[0]?.endsAt ?? '') - Date.now()) / 86_400_000)).toBe(400)
  await edit({ isActive: false })
  expect(listCertifiedWebhooks(db)).toEqual([])
})
