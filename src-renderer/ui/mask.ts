import { isSecretName } from '../../src-main/contract/secret-names.ts'
import type { HttpRequest } from './curl.ts'

/** Keeps the first characters that help to recognise a secret, `live_8kQ2••••`. */
export const masked = (value: string): string => `${value.length > 12 ? value.slice(0, 6) : ''}••••`

type HeaderValues = Readonly<Record<string, string>>

/** @param open names of headers that are named like a secret and are none. */
export const maskedHeaders = (headers: HeaderValues, open: readonly string[]): HeaderValues =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSecretName(name) && !open.includes(name) ? masked(value) : value]),
  )

export const maskedRequest = (request: HttpRequest, open: readonly string[]): HttpRequest => ({
  ...request,
  headers: maskedHeaders(request.headers, open),
})
