/** The parts of an OpenAPI document that the documentation reads; the rest passes as it is. */

export type Json = Record<string, unknown>

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required?: boolean
  description?: string
  schema: Json
  example?: unknown
}

export interface MediaType {
  schema?: Json
  example?: unknown
  examples?: Json
}

export interface Response {
  description: string
  content?: Record<string, MediaType>
}

export interface CodeSample {
  readonly lang: string
  readonly label: string
  readonly source: string
}

export interface Operation {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  security: Readonly<Record<string, readonly string[]>>[]
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Record<string, MediaType> }
  responses: Record<string, Response>
  'x-scope'?: string
  /** Only credentials of live may call it. */
  'x-environment'?: 'live'
  'x-codeSamples'?: CodeSample[]
}

export interface ApiDocument {
  openapi: string
  info: Json
  servers: { url: string; description?: string }[]
  tags: { name: string; description?: string }[]
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, Json>
    securitySchemes: Json
    parameters?: Record<string, Parameter>
    responses?: Record<string, Response>
    headers?: Json
    examples?: Json
  }
  /** Answers that no operation gives. */
  'x-error-examples'?: Json
}

export interface Located {
  readonly path: string
  /** In lower case, as the document has it. */
  readonly method: string
  readonly operation: Operation
}

/** Every operation with where it stands. */
export const operationsOf = (document: ApiDocument): Located[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

/** The status of an operation's success. */
export const successStatus = ({ responses }: Operation): number =>
  Number(Object.keys(responses).find((status) => status.startsWith('2') || status.startsWith('3')) ?? 200)

/** The document with what parameters refer to in their place, so that each operation can give them examples of its own, and no header that none uses. */
export function withOwnParameters(document: ApiDocument): ApiDocument {
  const { parameters: shared = {}, headers = {}, ...components } = document.components
  const own = (parameter: Parameter | { readonly $ref: string }): Parameter =>
    '$ref' in parameter ? { ...(shared[parameter.$ref.slice(parameter.$ref.lastIndexOf('/') + 1)] as Parameter) } : parameter // it refers to one of them
  const paths: ApiDocument['paths'] = {}
  for (const { path, method, operation } of operationsOf(document)) {
    const parameters = operation.parameters === undefined ? {} : { parameters: operation.parameters.map(own) }
    paths[path] = { ...paths[path], [method]: { ...operation, ...parameters } }
  }
  const text = JSON.stringify(paths)
  const used = Object.entries(headers).filter(([name]) => text.includes(`"#/components/headers/${name}"`))
  return { ...document, paths, components: { ...components, headers: Object.fromEntries(used) } }
}
