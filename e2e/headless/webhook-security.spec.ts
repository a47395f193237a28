import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { TLSSocket } from 'node:tls'
import { expect } from '@playwright/test'
import { generate } from 'selfsigned'
import { testPassphrase, testPfx, testPfxAuthority } from '../../src-main/infra/outbound/test-pfx.ts'
import { keepSecret, test, told } from './test-plant.ts'

type Made = Awaited<ReturnType<typeof generate>>

/** A certificate of the plant's own authority, or the authority itself. */
const certificateFor = (name: string, authority?: Made): Promise<Made> =>
  generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ...(authority === undefined ? {} : { ca: { key: authority.private, cert: authority.cert } }),
    extensions: [
      { name: 'basicConstraints', cA: authority === undefined, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  })

test('a receiver with a certificate of the plant that asks for one of ours is set up in the window', async ({
  signedIn: page,
  plant,
  complaints,
}) => {
  complaints.allow('400 (Bad Request)')
  const authority = await certificateFor('Old plant CA')
  const [server, client] = [await certificateFor('127.0.0.1', authority), await certificateFor('Interlock', authority)]
  const tls = { key: server.private, cert: server.cert, ca: [authority.cert, testPfxAuthority], requestCert: true }
  const clients: (string | undefined)[] = []
  const receiver = createServer(tls, ({ socket }, response) => {
    if (socket instanceof TLSSocket) clients.push(socket.getPeerX509Certificate()?.issuer)
    response.end()
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo // it listens on TCP

  await page.goto(`${plant.url}/settings/outgoing-calls`)
  await page.getByLabel(/^(?:Add authorities|Replace these by)/).fill(authority.cert)
  await page.getByRole('button', { name: 'Save' }).click()
  await told(page, 'The settings are saved')
  await expect(page.getByText('CN=Old plant CA', { exact: true })).toBeVisible()

  await page.goto(`${plant.url}/settings/webhooks/new`)
  await page.getByLabel('Name').fill('MES')
  await page.getByLabel('URL').fill('http://192.168.1.20/hook')
  await page.getByLabel('job.completed').check()
  await expect(page.getByLabel('Allow plain http in the private network')).not.toBeChecked()
  await page.getByRole('button', { name: 'Register webhook' }).click()
  await expect(page.getByText('plain http in the private network needs the exception')).toBeVisible()
  await page.getByLabel('URL').fill(`https://127.0.0.1:${port}/hook`)
  await expect(page.getByLabel('Allow plain http in the private network')).toHaveCount(0)
  await page.getByRole('button', { name: 'Register webhook' }).click()
  await keepSecret(page)
  await page.getByRole('button', { name: 'Send test event' }).click()
  await told(page, 'connection dropped')
  await page.getByRole('row').filter({ hasText: 'webhook.test' }).click()
  await expect(page.getByText('it may ask for a client certificate')).toBeVisible()

  await page.locator('.webhook-tabs').getByRole('link', { name: 'Settings' }).click()
  await page.getByLabel('Client certificate').fill(client.cert)
  await page.getByLabel('Private key').fill(authority.private)
  const save = page.getByRole('button', { name: 'Save' }).last()
  await save.click()
  await expect(page.getByText('is not the key of this certificate')).toBeVisible()
  await page.getByLabel('Private key').fill(client.private)
  await save.click()
  await told(page, 'The webhook is saved.')
  await expect(page.getByText('CN=Interlock', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Send test event' }).click()
  await told(page, 'The test arrived: 200.')

  await page.locator('.webhook-tabs').getByRole('link', { name: 'Settings' }).click()
  await page.getByText('PFX', { exact: true }).click()
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles({ name: 'client.pfx', mimeType: 'application/x-pkcs12', buffer: Buffer.from(testPfx.aes, 'base64') })
  await page.getByLabel('Passphrase').fill('wrong')
  await save.click()
  await expect(page.getByText('does not open this PFX')).toBeVisible()
  await page.getByLabel('Passphrase').fill(testPassphrase)
  await save.click()
  await told(page, 'The webhook is saved.')
  await page.getByRole('button', { name: 'Send test event' }).click()
  await expect.poll(() => clients).toEqual(['CN=Old plant CA', 'CN=Plant CA'])
  receiver.close()
})
