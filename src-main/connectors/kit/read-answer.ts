import type { z } from 'zod'
import { ConnectorFailure } from './failure.ts'
import type { HttpAnswer } from './http-call.ts'

/** What an answer that was a success says, by a schema. @throws ConnectorFailure `unexpected_answer`: the vendor did something, and nobody knows what. */
export function readAnswer<Schema extends z.ZodType>(schema: Schema, { status, json }: HttpAnswer): z.output<Schema> {
  const { success, data, error } = schema.safeParse(json)
  if (success) return data
  throw new ConnectorFailure('unexpected_answer', {
    step: 'protocol',
    vendor: { status, code: null, message: null },
    mayHaveArrived: true,
    detail: error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
  })
}
