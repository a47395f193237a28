import { expect, test } from 'vitest'
import { allPrivateNetworks } from '../../contract/private-networks.ts'
import { type AddressTerms, judgeAddress, judgeAddresses } from './address-verdict.ts'

function terms(changes: Partial<AddressTerms['company'] & Pick<AddressTerms, 'isHttpAllowed'>> = {}): AddressTerms {
  const { isHttpAllowed = false, privateNetworks = allPrivateNetworks, destinations = [] } = changes
  return { isHttpAllowed, company: { privateNetworks, destinations }, isOwnAddress: (address) => address === '10.0.0.9' }
}

test.each([
  ['https://93.184.216.34', terms(), 'allowed'],
  ['http://93.184.216.34', terms({ isHttpAllowed: true }), 'public_http'],
  ['https://10.0.0.5', terms(), 'allowed'],
  ['http://10.0.0.5', terms(), 'private_http'],
  ['http://10.0.0.5', terms({ isHttpAllowed: true }), 'allowed'],
  ['http://10.0.0.9', terms(), 'allowed'],
  ['http://127.0.0.1', terms(), 'allowed'],
  ['https://127.0.0.1', terms({ privateNetworks: ['10.0.0.0/8'] }), 'private_unlisted'],
  ['https://192.168.1.5', terms({ privateNetworks: ['10.0.0.0/8'] }), 'private_unlisted'],
  ['https://93.184.216.34', terms({ privateNetworks: [] }), 'allowed'],
  ['https://93.184.216.34', terms({ destinations: ['10.0.0.5'] }), 'not_a_destination'],
  ['https://10.0.0.5', terms({ destinations: ['10.0.0.5'] }), 'allowed'],
  ['https://10.0.0.5', terms({ destinations: ['10.0.0.5'], privateNetworks: [] }), 'private_unlisted'],
  ['https://169.254.169.254', terms({ privateNetworks: ['0.0.0.0/0'], destinations: ['0.0.0.0/0'] }), 'forbidden'],
  ['https://100.100.100.200', terms(), 'forbidden'],
])('%s', (call, given, verdict) => {
  const [scheme, address = ''] = call.split('://')
  expect(judgeAddress(address, scheme === 'https', given)).toBe(verdict)
})

test('a name may be called when one of its addresses may, unless another is never called or public over http', () => {
  const only = terms({ destinations: ['10.0.0.5'] })
  expect(judgeAddresses(['2606:2800:220:1::1', '10.0.0.5'], true, only)).toBe('allowed')
  expect(judgeAddresses(['2606:2800:220:1::1', '10.0.0.6'], true, only)).toBe('not_a_destination')
  expect(judgeAddresses(['10.0.0.5', '169.254.1.1'], true, only)).toBe('forbidden')
  expect(judgeAddresses(['127.0.0.1', '93.184.216.34'], false, terms())).toBe('public_http')
})
