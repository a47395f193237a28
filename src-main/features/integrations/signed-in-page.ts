import { failureText } from '../../connectors/kit/failure.ts'
import type { FailureText } from '../../connectors/kit/failure-texts.ts'
import type { Locale } from '../../contract/fields.ts'
import { sentenceIn } from '../../infra/http/error-text.ts'
import type { SignedIn } from './oauth-sign-in.ts'

/** What somebody sees whom a vendor has sent back, in a browser that may not be signed in to Interlock. */
export function signedInPage(signedIn: SignedIn | undefined, language: Locale): Uint8Array {
  const { reason, fix } = textOf(signedIn)
  const words = signedIn?.failure?.vendor?.message ?? ''
  const lines = [fix, back].filter((line) => line !== '').map((line) => `<p>${escaped(sentenceIn(language, line))}</p>`)
  const title = escaped(sentenceIn(language, reason))
  const said = words === '' ? '' : `<p><code>${escaped(words)}</code></p>`
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Interlock</title></head><body><h1>${title}</h1>${said}${lines.join('')}</body></html>`
  return Buffer.from(html, 'utf8')
}

const back = 'You can close this page and go back to Interlock.'

function textOf(signedIn: SignedIn | undefined): FailureText {
  if (signedIn === undefined) {
    return {
      reason: 'This sign-in is not known here, or took longer than ten minutes.',
      fix: 'Press Connect again in Interlock and sign in once more.',
    }
  }
  const { connection, connector, failure } = signedIn
  return failure === null ? { reason: `${connection.name} is connected.`, fix: '' } : failureText(failure.kind, connector.name)
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter)
