import type { z } from 'zod'

type Issue = z.core.$ZodRawIssue

/** What is wrong with a field, in a caller's words rather than the validator's. Every sentence has its translation among those of the errors. */
export function fieldProblem(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeProblem(issue)
    case 'too_small':
      return lowerBoundProblem(issue)
    case 'too_big':
      return upperBoundProblem(issue)
    case 'invalid_format':
      return formatProblem(issue)
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be this value: ${String(issue.values[0])}`
        : `must be one of: ${issue.values.map(String).join(', ')}`
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'invalid_key':
      return 'has a name that is not allowed'
    case 'invalid_element':
      return 'has an entry that is not allowed'
    default:
      return 'does not have a form that is allowed here'
  }
}

function typeProblem({ expected, input }: Extract<Issue, { code: 'invalid_type' }>): string {
  if (input === undefined) return 'is missing'
  switch (expected) {
    case 'string':
      return 'must be text'
    case 'int':
      return 'must be a whole number'
    case 'number':
      return 'must be a number'
    case 'boolean':
      return 'must be true or false'
    case 'array':
      return 'must be a list'
    case 'object':
    case 'record':
      return 'must be an object with fields'
    case 'null':
      return 'must be null'
    default:
      return 'does not have the right type'
  }
}

function lowerBoundProblem({ origin, minimum, inclusive, exact }: Extract<Issue, { code: 'too_small' }>): string {
  if (origin === 'string') {
    if (exact === true) return `must have exactly ${minimum} characters`
    return minimum === 1 ? 'must not be empty' : `must have at least ${minimum} characters`
  }
  if (origin === 'array' || origin === 'set') {
    if (exact === true) return `must have exactly ${minimum} entries`
    return minimum === 1 ? 'must have at least one entry' : `must have at least ${minimum} entries`
  }
  return inclusive === false ? `must be a number greater than ${minimum}` : `must be a number of at least ${minimum}`
}

function upperBoundProblem({ origin, maximum, inclusive, exact }: Extract<Issue, { code: 'too_big' }>): string {
  if (origin === 'string') return exact === true ? `must have exactly ${maximum} characters` : `must have at most ${maximum} characters`
  if (origin === 'array' || origin === 'set')
    return exact === true ? `must have exactly ${maximum} entries` : `must have at most ${maximum} entries`
  return inclusive === false ? `must be a number less than ${maximum}` : `must be a number of at most ${maximum}`
}

function formatProblem(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  switch (issue.format) {
    case 'email':
      return 'must be an e-mail address such as name@example.com'
    case 'url':
      return 'must be a whole address such as https://example.com'
    case 'datetime':
      return 'must be a time such as 2026-11-28T08:30:00Z'
    case 'date':
      return 'must be a date such as 2026-11-28'
    case 'ipv4':
    case 'ipv6':
      return 'must be an IP address such as 192.168.1.20'
    case 'cidrv4':
    case 'cidrv6':
      return 'must be a range of addresses such as 192.168.1.0/24'
    case 'base64':
      return 'must be written in base64'
    case 'starts_with':
      return `must begin with the text ${String(issue['prefix'])}`
    case 'ends_with':
      return `must end with the text ${String(issue['suffix'])}`
    case 'includes':
      return `must contain the text ${String(issue['includes'])}`
    case 'regex':
      return `must match the pattern ${String(issue['pattern'])}`
    default:
      return 'does not have the right form'
  }
}
