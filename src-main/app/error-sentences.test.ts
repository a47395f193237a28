import { globSync, readFileSync } from 'node:fs'
import { type CallExpression, type Expression, type NewExpression, parseSync } from '@swc/core'
import { expect, test } from 'vitest'
import indonesian from '../../resources/locales/id/api-errors.json' with { type: 'json' }
import turkish from '../../resources/locales/tr/api-errors.json' with { type: 'json' }
import { isTold, sample } from '../infra/http/test-phrases.ts'

/** Told on a terminal, where nothing is translated, or to nobody: sample data. */
const neverInAnAnswer =
  /\.test\.ts$|\/test-|src-main\/(electron|cli|infra\/vault|infra\/settings)\/|app\/(config|demo-.*)\.ts$|\/(render-pdf|error-answers)\.ts$/

/** Functions that refuse, with the places of their sentences among the arguments. */
const refusing: Readonly<Record<string, readonly number[]>> = {
  AppError: [1],
  InvalidRequest: [0],
  InvalidScope: [0],
  InvalidTarget: [0],
  RangeError: [0],
  invalidField: [1, 2],
  notFields: [0],
  refused: [2],
  refusedTransition: [3],
  refine: [1],
  regex: [1],
}

interface Node {
  readonly type: string
  readonly [name: string]: unknown
}

/** Every sentence that a file tells a caller. */
function sentencesOf(file: string): string[] {
  const tells = file.endsWith('.contract.ts') ? /^(fix|error)$/ : /^(fix|error|reason|error_description)$/
  const found: string[] = []
  const visit = (node: unknown): void => {
    if (!isNode(node)) return
    found.push(...textsOfNode(node, tells))
    Object.values(node).forEach(visit)
  }
  visit(parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript' }).body)
  return found.filter((text) => /[a-z]/.test(text) && text.includes(' '))
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

function textsOfNode(node: Node, tells: RegExp): string[] {
  const { type } = node
  if (type === 'NewExpression' || type === 'CallExpression') return textsOfCall(node as unknown as CallExpression)
  if (type === 'FunctionDeclaration' && nameOf(node['identifier']).endsWith('Problem')) return textsWithin(node['body'])
  if (type === 'KeyValueProperty' && /^(set|left)Elsewhere$/.test(nameOf(node['key']))) return textsWithin(node['value'])
  return type === 'KeyValueProperty' && tells.test(nameOf(node['key'])) ? textsOf(node['value'] as Expression) : []
}

const nameOf = (node: unknown): string => (isNode(node) ? String(node['value']) : '')

function textsOfCall({ callee, arguments: given }: NewExpression | CallExpression): string[] {
  const name = nameOf(callee.type === 'MemberExpression' ? callee.property : callee)
  const places = Object.hasOwn(refusing, name) ? refusing[name] : undefined
  return places?.flatMap((place) => textsOf(given?.[place]?.expression)) ?? []
}

const textsWithin = (node: unknown): string[] =>
  isNode(node) ? [...textsOf(node as unknown as Expression), ...Object.values(node).flatMap(textsWithin)] : []

/** A text written out, or both of a choice; what was computed elsewhere is found where it is written. */
function textsOf(expression: Expression | undefined): string[] {
  switch (expression?.type) {
    case 'StringLiteral':
      return [expression.value]
    case 'TemplateLiteral':
      return [expression.quasis.map(({ cooked, raw }) => cooked ?? raw).join(sample)]
    case 'ConditionalExpression':
      return [...textsOf(expression.consequent), ...textsOf(expression.alternate)]
    default:
      return []
  }
}

test.each([
  ['tr', turkish.phrases],
  ['id', indonesian.phrases],
])('each sentence of a failure is told in %s too', (_language, phrases) => {
  const files = globSync('src-main/**/*.ts').filter((file) => !neverInAnAnswer.test(file))
  const missing = files.flatMap((file) =>
    sentencesOf(file)
      .filter((text) => !isTold(text, phrases))
      .map((text) => `${file}: ${text}`),
  )
  expect([...new Set(missing)]).toEqual([])
})
