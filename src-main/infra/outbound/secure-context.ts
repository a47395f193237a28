import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import type { CompanyWay, OutboundWay } from './outbound-way.ts'

/** NB: one that trusts the machine's authorities too holds all of them, 1.3 MB; so a company has one for all its calls. */
const ofCompanies = new WeakMap<CompanyWay, SecureContext>()

/** Whom a connection trusts and how it shows itself; undefined for the machine's authorities and no certificate of ours. */
export function secureContextOf({ company, authorities, client }: OutboundWay): SecureContext | undefined {
  if (authorities) return createSecureContext({ ca: authorities, ...shown(client) })
  if (client) return createSecureContext({ ...trusted(company), ...shown(client) })
  return companyContextOf(company)
}

/** What every call of a company trusts. */
export function companyContextOf(company: CompanyWay): SecureContext | undefined {
  if (company.authorities === null) return undefined
  const context = ofCompanies.get(company) ?? createSecureContext(trusted(company))
  ofCompanies.set(company, context)
  return context
}

const shown = (client: OutboundWay['client']) => (client ? { cert: client.certificate, key: client.privateKey } : {})

const trusted = ({ authorities }: CompanyWay) => (authorities === null ? {} : { ca: [...getCACertificates('default'), authorities] })
