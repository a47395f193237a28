import { globSync, readFileSync } from 'node:fs'
import { type Expression, parseSync } from '@swc/core'
import { expect, test } from 'vitest'
import indonesian from '../../../resources/locales/id/api-errors.json' with { type: 'json' }
import turkish from '../../../resources/locales/tr/api-errors.json' with { type: 'json' }
import { isTold, sample } from '../../infra/http/test-phrases.ts'

const library = 'node_modules/oidc-provider/lib'

/** Of what is off in our configuration, of what comes before a request is read, and of what our own code answers instead. */
const notReached =
  /\/(registration|end_session|credential|ciba|device|device_code|code_verification|user_code_form|pushed_authorization_requests|process_request_object|pre_authorized_code|validate_dpop|attest_client_auth|jwt_client_auth|check_rar|check_attest_binding|client_id_metadata_document|claims|configuration|defaults|initialize_clients|sector_validate|sector_identifier|client_schema|client|add_client|id_token|oidc_context|challenge|normalize_authorization_details|access_token|xsrf|provider|userinfo|token_helpers)\.js$/

/** What only those features have in files that others share. */
const neverSaid =
  /Rich Authorization|OAuth-Client-Attestation|client_assertion|DPoP|Web Message|unless encrypted|authorization_details|hasn't yet|polling too|claims\.id_token|ACR|^Structured/

/** Errors whose first argument is what the caller is told; of the others it is for the log. */
const telling =
  /^(InvalidRequest|InvalidScope|InvalidTarget|InvalidClient|UnsupportedTokenType|SessionNotFound|LoginRequired|UnauthorizedClient)$/

interface Node {
  readonly type: string
  readonly [name: string]: unknown
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

const nameOf = (node: unknown): string => (isNode(node) ? String(node['value'] ?? nameOf(node['property'])) : '')

function textOf(expression: Expression | undefined): string[] {
  if (expression?.type === 'StringLiteral') return [expression.value]
  if (expression?.type === 'TemplateLiteral') return [expression.quasis.map(({ cooked, raw }) => cooked ?? raw).join(sample)]
  return []
}

function sentencesOf(file: string): string[] {
  const found: string[] = []
  const visit = (node: unknown): void => {
    if (!isNode(node)) return
    const given = node['arguments'] as { expression: Expression }[] | undefined // of a call
    if (node.type === 'NewExpression' && telling.test(nameOf(node['callee']))) found.push(...textOf(given?.[0]?.expression))
    if (node.type === 'NewExpression' && nameOf(node['callee']) === 'Check') found.push(...textOf(given?.[1]?.expression))
    if (file.endsWith('/errors.js') && node.type === 'CallExpression' && nameOf(node['callee']) === 'E')
      found.push(...textOf(given?.[1]?.expression))
    if (node.type === 'ClassProperty' && nameOf(node['key']) === 'error_description') found.push(...textOf(node['value'] as Expression))
    Object.values(node).forEach(visit)
  }
  visit(parseSync(readFileSync(file, 'utf8'), { syntax: 'ecmascript' }).body)
  return found
}

test.each([
  ['tr', turkish.phrases],
  ['id', indonesian.phrases],
])('each sentence of the library that a caller can be told is told in %s too', (_language, phrases) => {
  const files = globSync(`${library}/**/*.js`).filter((file) => !notReached.test(file))
  const sentences = [...new Set(files.flatMap(sentencesOf))]
  expect(sentences.length).toBeGreaterThan(40)
  expect(sentences.filter((text) => !neverSaid.test(text) && !isTold(text, phrases))).toEqual([])
})
