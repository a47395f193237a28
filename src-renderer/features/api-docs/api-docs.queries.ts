import { queryOptions } from '@tanstack/react-query'
import { getChangelog } from '../../../src-main/features/changelog/changelog.contract.ts'
import type { Api } from '../../lib/api.ts'
import { ApiError } from '../../lib/api-error.ts'

/** A part of an operation of openapi.json, as this page reads it. */
export interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description?: string
  readonly tags: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Body
  readonly responses: Readonly<Record<string, Body & { readonly description: string }>>
  readonly 'x-codeSamples'?: readonly { readonly lang: string; readonly label: string; readonly source: string }[]
  readonly method: string
  readonly path: string
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema: Schema
}

export interface Body {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>
}

export type Schema = Readonly<Record<string, unknown>>

export interface Reference {
  readonly operations: readonly Operation[]
  readonly tags: readonly { readonly name: string; readonly description?: string }[]
  readonly schemas: Readonly<Record<string, Schema>>
  /** An answer with each error code. */
  readonly errors: Readonly<Record<string, { readonly value: unknown }>>
}

interface Pointer {
  readonly $ref: string
}

/** An operation as the document writes it: what several have in common is referred to. */
interface WrittenOperation extends Omit<Operation, 'method' | 'path' | 'parameters' | 'responses'> {
  readonly parameters?: readonly (Parameter | Pointer)[]
  readonly responses: Readonly<Record<string, Operation['responses'][string] | Pointer>>
}

interface Document {
  readonly tags: Reference['tags']
  readonly paths: Readonly<Record<string, Readonly<Record<string, WrittenOperation>>>>
  readonly components: {
    readonly schemas: Reference['schemas']
    readonly examples: Reference['errors']
    readonly parameters: Readonly<Record<string, Parameter>>
    readonly responses: Operation['responses']
  }
  /** Of codes that no operation answers by itself. */
  readonly 'x-error-examples': Reference['errors']
}

/** The description of this installation's API; the same for every company. */
export const referenceQuery = () =>
  queryOptions({
    queryKey: ['api-reference'],
    queryFn: async ({ signal }): Promise<Reference> => {
      const response = await fetch('/api/docs/openapi.json?version=3.1', { signal })
      if (!response.ok) throw new ApiError({ code: 'unexpected_response', message: `openapi.json ${response.status}` })
      return toReference(await response.json())
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

function toReference({ tags, paths, components, 'x-error-examples': otherErrors }: Document): Reference {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], responses, ...operation }]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
      parameters: parameters.map((parameter) => pointedAt(parameter, components.parameters)),
      responses: Object.fromEntries(
        Object.entries(responses).map(([status, response]) => [status, pointedAt(response, components.responses)]),
      ),
    })),
  )
  return { operations, tags, schemas: components.schemas, errors: { ...components.examples, ...otherErrors } }
}

/** What is written in place, or what is referred to. */
function pointedAt<Part extends object>(part: Part | Pointer, shared: Readonly<Record<string, Part>>): Part {
  if (!('$ref' in part)) return part
  const found = shared[part.$ref.slice(part.$ref.lastIndexOf('/') + 1)]
  if (found === undefined) throw new Error(`openapi.json has no ${part.$ref}`)
  return found
}

/** In the language of the window, which the browser's own may not be. */
export const changelogQuery = (api: Api, language: string) =>
  queryOptions({ queryKey: ['changelog', language], queryFn: ({ signal }) => api.callRoute(getChangelog, { signal }) })
