import { isApiError } from '../lib/api-error.ts'

/** `lines.0.unit_price` -> `lines.0.unitPrice`, the path in a form's values. */
const formPath = (wirePath: string): string => wirePath.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** The server's complaints about single fields, by the field's path in the form. */
export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  if (!isApiError(error)) return {}
  return Object.fromEntries((error.details.fields ?? []).map(({ field, reason }) => [formPath(field), reason]))
}

/** Whether a form of these values has a place for every complaint; the rest is shown above the form. */
export function areAllShown(values: object, errors: Readonly<Record<string, string>>): boolean {
  const paths = Object.keys(errors)
  return paths.length > 0 && paths.every((path) => Object.hasOwn(values, path.split('.')[0] ?? ''))
}
