import type { ErrorCode } from '../../contract/error-codes.ts'
import type { RouteSpec } from '../../contract/route.ts'
import { openApiDocument } from '../../infra/http/openapi.ts'
import { describeOperation, keyOfSpec, routeKey } from './describe-operation.ts'
import { type ErrorTexts, errorAnswer, errorCodes } from './error-answers.ts'
import { type ApiDocument, type Json, operationsOf, withOwnParameters } from './open-api.ts'
import { componentExamples, type DocumentedType, recordExamples } from './record-examples.ts'
import { describeTags } from './tags.ts'

export interface Documented {
  readonly routes: readonly RouteSpec[]
  readonly types: readonly DocumentedType[]
  readonly version: string
  /** English, the language of the document. */
  readonly errorTexts: ErrorTexts
}

const introduction = `Interlock is the integration center of a factory. This API reads and writes its records, and manages webhooks and keys.

Send an API key in \`X-API-Key\`. Names are in snake_case, times in UTC (RFC 3339), money in minor units beside its \`currency\`. Every answer carries
\`X-Request-Id\`; every error is \`{code, message, requestId, details}\`, with a page for its code at \`/api/docs/errors/<code>\`. Paths under \`/api/v1\` are also
served under \`/v1\`. The guides are in the window under API docs.

Code samples read secrets, and what only an earlier answer tells, from variables of the environment: \`KEY\`, \`LIVE_KEY\` where live and sandbox share what is changed, \`CLIENT_SECRET\`, \`REQUEST_ID\` …`

/** The OpenAPI 3.1 document of these routes with descriptions, examples and tags, each operation whole by itself. */
export function describeApi({ routes, types, version, errorTexts }: Documented): ApiDocument {
  const document = withOwnParameters(openApiDocument(routes, { version }) as unknown as ApiDocument) // the shape is its standard's
  const specs = new Map(routes.map((spec) => [keyOfSpec(spec), spec]))
  const examples = Object.assign({}, ...types.map(recordExamples))
  const source = { schemas: document.components.schemas, examples: Object.assign({}, ...types.map(componentExamples)) }
  const errors = new Set<string>(errorCodes)
  const paths: ApiDocument['paths'] = {}
  for (const { path, method, operation } of operationsOf(document)) {
    const spec = specs.get(routeKey(method, path))
    const described =
      spec === undefined ? operation : describeOperation(operation, { spec, example: examples[spec.operationId], source, errors })
    paths[path] = { ...paths[path], [method]: described }
  }
  const answers = errorExamples(paths, errorTexts)
  return {
    ...document,
    info: {
      ...document.info,
      description: introduction,
      license: { name: 'Proprietary', url: 'http://127.0.0.1:4780/api-docs' },
    },
    tags: describeTags(
      document.tags.map(({ name }) => name),
      types,
    ),
    paths,
    components: { ...document.components, examples: answers.ofOperations },
    'x-error-examples': answers.others,
  }
}

/** An example answer of every code: of those that an operation mentions, and of those that come before there is one, such as `method_not_allowed`. */
function errorExamples(paths: ApiDocument['paths'], texts: ErrorTexts): { ofOperations: Json; others: Json } {
  const text = JSON.stringify(paths)
  const isMentioned = (code: ErrorCode): boolean => text.includes(`"#/components/examples/${code}"`)
  const examplesOf = (codes: readonly ErrorCode[]): Json =>
    Object.fromEntries(codes.map((code) => [code, { summary: code, value: errorAnswer(code, texts) }]))
  return { ofOperations: examplesOf(errorCodes.filter(isMentioned)), others: examplesOf(errorCodes.filter((code) => !isMentioned(code))) }
}
