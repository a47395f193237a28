import { createTestApp, type TestApp } from '../../app/test-app.ts'
import { newTestBrowser, type TestBrowser } from '../../app/test-browser.ts'
import type { Role } from '../../contract/scopes.ts'

export const password = 'uzun bir parola'

/** A company with an owner who is signed in, into which a test invites people. */
export async function createTestCompany() {
  const app = await createTestApp()
  const owner = newTestBrowser(app.url)
  await owner.call('POST', '/api/session', { body: { email: 'owner@plant.example', password: 'correct horse battery' } })
  return { app, owner, join: (name: string, role: Role) => join(app, { by: owner, name, role }) }
}

interface Joining {
  readonly by: TestBrowser
  readonly name: string
  readonly role: Role
}

/** The link of an invitation, made by somebody. */
export async function invite({ by, name, role }: Joining): Promise<string> {
  const body = { name, email: `${name.toLowerCase()}@plant.example`, role }
  const answer = await by.call('POST', '/api/invitations', { body })
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return new URL(String(answer.body['link'])).searchParams.get('token') ?? ''
}

/** Invites somebody, who accepts. @returns their browser and id. */
export async function join(app: TestApp, joining: Joining): Promise<{ browser: TestBrowser; id: number }> {
  const token = await invite(joining)
  const browser = newTestBrowser(app.url)
  const answer = await browser.call('POST', '/api/invitations/accept', { body: { token, password } })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return { browser, id: (answer.body['user'] as { id: number }).id } // the contract says so
}
