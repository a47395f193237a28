import { STATUS_CODES } from 'node:http'
import { type ApiDocument, type Json, operationsOf, type Parameter, type Response } from './open-api.ts'

/** The same document with the answers and parameters that several operations have in common written once, under `components`, and referred to. */
export function shareComponents(document: ApiDocument): ApiDocument {
  const all = operationsOf(document)
  const responses = createShelf(
    'responses',
    all.flatMap(({ operation }) => Object.values(operation.responses)),
  )
  const parameters = createShelf(
    'parameters',
    all.flatMap(({ operation }) => operation.parameters ?? []),
  )
  const paths: Record<string, Json> = {}
  for (const { path, method, operation } of all) {
    const shared = {
      ...operation,
      ...(operation.parameters === undefined
        ? {}
        : { parameters: operation.parameters.map((parameter) => parameters.place(nameOfParameter(parameter, path), parameter)) }),
      responses: Object.fromEntries(
        Object.entries(operation.responses).map(([status, response]) => [
          status,
          responses.place(nameOfResponse(response, { status, operationId: operation.operationId }), response),
        ]),
      ),
    }
    paths[path] = { ...paths[path], [method]: shared }
  }
  return {
    ...document,
    // NB: a reference stands where the type says a parameter or an answer; whoever looks inside does so before sharing.
    paths: paths as unknown as ApiDocument['paths'],
    components: { ...document.components, parameters: parameters.contents, responses: responses.contents },
  }
}

/** Takes in what is met more than once. Different contents of one name are numbered. */
function createShelf<Content>(kind: string, all: readonly Content[]) {
  const counts = new Map<string, number>()
  for (const each of all) counts.set(JSON.stringify(each), (counts.get(JSON.stringify(each)) ?? 0) + 1)
  const names = new Map<string, string>()
  const contents: Record<string, Content> = {}
  const place = (name: string, content: Content): Content | { readonly $ref: string } => {
    const text = JSON.stringify(content)
    if (counts.get(text) === 1) return content
    const own = names.get(text) ?? freeName(name, contents)
    names.set(text, own)
    contents[own] = content
    return { $ref: `#/components/${kind}/${own}` }
  }
  return { place, contents }
}

function freeName(name: string, taken: object): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}${number}`
    if (!Object.hasOwn(taken, candidate)) return candidate
  }
}

const pascalCase = (text: string): string =>
  text
    .split(/[^a-zA-Z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

/** `JobsId` of the id in `/api/v1/jobs/{id}`, `CustomerId` of a filter. */
function nameOfParameter(parameter: Parameter, path: string): string {
  if (parameter.in !== 'path') return pascalCase(parameter.name)
  const [before = ''] = path.split(`/{${parameter.name}}`)
  return pascalCase(`${before.slice(before.lastIndexOf('/') + 1)}-${parameter.name}`)
}

/** `Job` of an answer that is a job, `BulkCreateJobs` of what only such an operation answers, else by the status: `NotFound`. */
function nameOfResponse({ content }: Response, { status, operationId }: { status: string; operationId: string }): string {
  if (!status.startsWith('2') || content === undefined) return pascalCase(STATUS_CODES[status] ?? status)
  const reference = content['application/json']?.schema?.['$ref']
  return typeof reference === 'string' ? reference.slice(reference.lastIndexOf('/') + 1) : pascalCase(operationId)
}
