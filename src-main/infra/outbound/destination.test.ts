import { expect, test } from 'vitest'
import type { AppError } from '../../lib/app-error.ts'
import { checkDestination } from './destination.ts'
import { type CompanyWay, plainWay } from './outbound-way.ts'
import type { Resolve } from './resolve.ts'

const names: Record<string, string[]> = {
  'erp.example.com': ['93.184.216.34'],
  'mes.example.com': ['10.0.0.5'],
  'metadata.google.internal': ['169.254.169.254'],
  'mixed.example.com': ['93.184.216.34', '169.254.169.254'],
}

const resolve: Resolve = (host, done) => {
  const found = names[host]
  if (found === undefined) done(new Error('unknown'), [])
  else
    done(
      null,
      found.map((address) => ({ address, family: 4 })),
    )
}

test.each([
  'https://erp.example.com/hook',
  'https://nobody-knows-me.example.com/',
  'http://127.0.0.1:8080/hook',
  'http://[::1]:9000/',
  'http://localhost:3000/',
])('%s may be saved', async (url) => {
  await expect(checkDestination(url, { resolve, way: plainWay })).resolves.toBeInstanceOf(URL)
})

test.each(['http://192.168.1.20/hook', 'http://mes.example.com/', 'http://receiver.lan/'])(
  '%s may be saved with the exception for plain http, and not without',
  async (url) => {
    await expect(checkDestination(url, { resolve, way: { ...plainWay, isHttpAllowed: true } })).resolves.toBeInstanceOf(URL)
    await expect(checkDestination(url, { resolve, way: plainWay })).rejects.toThrow('needs the exception')
  },
)

test('what the company does not list is refused', async () => {
  const way = (company: Partial<CompanyWay>) => ({ ...plainWay, company: { ...plainWay.company, ...company } })
  const mes = (company: Partial<CompanyWay>) => checkDestination('https://mes.example.com/', { resolve, way: way(company) })
  await expect(mes({ privateNetworks: ['192.168.0.0/16'] })).rejects.toThrow('in a private network that the company does not list')
  await expect(mes({ destinations: ['93.184.216.34'] })).rejects.toThrow('none of the destinations')
  await expect(mes({ destinations: ['10.0.0.0/24'] })).resolves.toBeInstanceOf(URL)
})

test.each([
  ['http://erp.example.com/', 'must use https'],
  ['http://nobody-knows-me.example.com/', 'must use https'],
  ['http://8.8.8.8/', 'must use https'],
  ['https://169.254.169.254/latest/meta-data', 'never calls'],
  ['http://0xA9FEA9FE/', 'never calls'],
  ['http://[fe80::1]/', 'never calls'],
  ['http://0.0.0.0:80/', 'never calls'],
  ['https://metadata.google.internal/', 'never calls'],
  ['https://mixed.example.com/', 'never calls'],
  ['ftp://127.0.0.1/', 'http or https'],
  ['/hook', 'http or https'],
  ['https://user:pass@erp.example.com/', 'user name'],
])('%s is refused: %s', async (url, reason) => {
  const error: AppError = await checkDestination(url, { resolve, way: plainWay }).then(
    () => Promise.reject(new Error('was not refused')),
    (refusal) => refusal,
  )
  expect(error).toMatchObject({ code: 'invalid_request', details: { field: 'url', fix: expect.any(String) } })
  expect(error.message).toContain(reason)
})
