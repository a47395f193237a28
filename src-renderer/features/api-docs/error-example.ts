import type { Body, Reference } from './api-docs.queries.ts'

type WithExamples = NonNullable<Body['content']>[string] & { readonly examples?: Readonly<Record<string, { readonly value: unknown }>> }

/** The example of a code's answer, from any operation that may give it. */
export function errorExample({ operations }: Reference, code: string): unknown {
  for (const { responses } of operations)
    for (const { content = {} } of Object.values(responses))
      for (const media of Object.values(content)) {
        const found = (media as WithExamples).examples?.[code]
        if (found !== undefined) return found.value
      }
  return undefined
}
