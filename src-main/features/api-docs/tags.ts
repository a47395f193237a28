import type { DocumentedType } from './record-examples.ts'

/** What the groups of operations are about, beside those of record types, whose declarations say it. */
const descriptions: Readonly<Record<string, string>> = {
  Alarms: 'What Interlock watches over by itself, what is alarming now, and what was.',
  'API keys': 'Credentials of systems: created once, shown once, revoked at once.',
  Company: 'The company of the credential and what it prints on its documents.',
  Events: 'What happened to records, and the types of events with their schemas.',
  Expiry: 'Every key, secret, consent, connection and certificate that can end, the next one first.',
  Integrations: 'Connections to vendors and other systems: their settings, tests, actions and calls.',
  Messages: 'The outbox: mails, SMS, WhatsApp and chat messages, what became of each, and what came in.',
  Notifications: 'What a person in the window is told of. An API key cannot call these.',
  OAuth: 'Tokens for applications, by OAuth 2.0 and OpenID Connect; and the clients and consents that they rest on.',
  Overview: 'The figures of the window’s first page.',
  People: 'Sessions and accounts of people in the window. An API key cannot call these.',
  Requests: 'The log of requests to this API.',
  Sandbox: 'Test data of the sandbox: begin anew, and move its clock.',
  Search: 'Records of all types by their key, title or text.',
  System: 'Whether the program answers.',
  Webhooks: 'Receivers of events, their deliveries and attempts.',
  'Event consumers': 'Fetch events where nothing can call you, from behind a firewall; Interlock keeps your place.',
  'Webhook catchers': 'Addresses on Interlock itself that show what a webhook sends, for who has no receiver yet.',
}

/** `Production orders` of `production_orders` */
const tagOf = ({ plural }: DocumentedType): string => {
  const words = plural.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The tags in the order of reading: records first, as declared, then management. */
export function describeTags(names: readonly string[], types: readonly DocumentedType[]): { name: string; description: string }[] {
  const ofTypes = new Map(types.map((type) => [tagOf(type), type.description]))
  const ordered = [...[...ofTypes.keys()].filter((name) => names.includes(name)), ...names.filter((name) => !ofTypes.has(name)).sort()]
  return ordered.map((name) => ({ name, description: ofTypes.get(name) ?? descriptions[name] ?? `${name}.` }))
}
