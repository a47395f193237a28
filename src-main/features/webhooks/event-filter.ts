/** Deepest nesting. */
const maxDepth = 20

/** An event as a receiver gets it: `{ id, event, created_at, data }`. */
export type Payload = Readonly<Record<string, unknown>>

export type FilterProblem = 'field' | 'root' | 'operator' | 'value' | 'text' | 'list' | 'closing' | 'end' | 'depth'

/** A filter that cannot be read. */
export class FilterError extends Error {
  readonly problem: FilterProblem
  /** From 1, where reading stopped. */
  readonly position: number

  constructor(problem: FilterProblem, position: number) {
    super(filterProblem(problem, position))
    this.name = 'FilterError'
    this.problem = problem
    this.position = position
  }
}

/** What is wrong, as a whole sentence. */
function filterProblem(problem: FilterProblem, position: number): string {
  switch (problem) {
    case 'field':
      return `at character ${position} a field such as data.ticket.priority is expected`
    case 'root':
      return `the field at character ${position} must begin with data, event, id or created_at`
    case 'operator':
      return `at character ${position} =, !=, <, <=, >, >=, in, contains, starts with, ends with or exists is expected`
    case 'value':
      return `at character ${position} a value such as "high", 5, true or null is expected`
    case 'text':
      return `the text that begins at character ${position} does not end or holds an unknown escape`
    case 'list':
      return `at character ${position} a list such as ("high", "low") is expected`
    case 'closing':
      return `at character ${position} a closing parenthesis is expected`
    case 'end':
      return `at character ${position} and, or or the end is expected`
    case 'depth':
      return `at character ${position} the filter is nested too deeply`
  }
}

type Scalar = string | number | boolean | null
type Test = (payload: Payload) => boolean

/**
 * Reads a filter by fields of the payload:
 *
 *     data.ticket.priority = "high" and not (data.ticket.assignee_id exists or data.ticket.title contains "test")
 *
 * `or` binds less than `and`, `and` less than `not`. A comparison is a field, an operator and a value (JSON: text, number, true, false, null):
 * `=`, `!=`, `<`, `<=`, `>`, `>=` (two numbers or two texts), `in (…)`, `contains`, `starts with`, `ends with` (texts, by case), `exists` (there and not
 * null). A field that leads through a list means any of its elements; a number in it names one. What is missing equals null alone.
 * @throws FilterError
 */
export function parseFilter(text: string): Test {
  const reader = new Reader(text)
  const test = reader.or(0)
  reader.end()
  return test
}

const roots = ['data', 'event', 'id', 'created_at']

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  or(depth: number): Test {
    const tests = [this.#and(depth)]
    while (this.#word('or')) tests.push(this.#and(depth))
    const [only] = tests
    return tests.length === 1 && only !== undefined ? only : (payload) => tests.some((test) => test(payload))
  }

  end(): void {
    this.#skipSpace()
    if (this.#at < this.#text.length) throw this.#error('end')
  }

  #and(depth: number): Test {
    const tests = [this.#not(depth)]
    while (this.#word('and')) tests.push(this.#not(depth))
    const [only] = tests
    return tests.length === 1 && only !== undefined ? only : (payload) => tests.every((test) => test(payload))
  }

  #not(depth: number): Test {
    if (depth > maxDepth) throw this.#error('depth')
    if (this.#word('not')) {
      const test = this.#not(depth + 1)
      return (payload) => !test(payload)
    }
    if (!this.#sign('(')) return this.#comparison()
    const test = this.or(depth + 1)
    if (!this.#sign(')')) throw this.#error('closing')
    return test
  }

  #comparison(): Test {
    const path = this.#path()
    const any = (holds: (value: unknown) => boolean): Test => {
      return (payload) => valuesAt(payload, path).some(holds)
    }
    if (this.#word('exists')) return any((value) => value !== undefined && value !== null)
    if (this.#word('in')) {
      const list = this.#list()
      return any((value) => list.some((one) => one === scalarOf(value)))
    }
    if (this.#word('contains')) return this.#textTest(any, (value, part) => value.includes(part))
    if (this.#word('starts with')) return this.#textTest(any, (value, part) => value.startsWith(part))
    if (this.#word('ends with')) return this.#textTest(any, (value, part) => value.endsWith(part))
    const operator = ['!=', '<=', '>=', '=', '<', '>'].find((sign) => this.#sign(sign))
    if (operator === undefined) throw this.#error('operator')
    const wanted = this.#value()
    if (operator === '=') return any((value) => scalarOf(value) === wanted)
    if (operator === '!=') return (payload) => !valuesAt(payload, path).some((value) => scalarOf(value) === wanted)
    return any((value) => isOrdered(value, wanted, operator))
  }

  #textTest(any: (holds: (value: unknown) => boolean) => Test, holds: (value: string, part: string) => boolean): Test {
    this.#skipSpace()
    if (this.#text[this.#at] !== '"') throw this.#error('value')
    const part = this.#quoted()
    return any((value) => typeof value === 'string' && holds(value, part))
  }

  #path(): readonly string[] {
    this.#skipSpace()
    const found = this.#match(/[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*/y)
    if (found === undefined) throw this.#error('field')
    const path = found.split('.')
    if (!roots.includes(path[0] ?? '')) throw this.#error('root', this.#at - found.length)
    return path
  }

  #list(): readonly Scalar[] {
    if (!this.#sign('(')) throw this.#error('list')
    const list = [this.#value()]
    while (this.#sign(',')) list.push(this.#value())
    if (!this.#sign(')')) throw this.#error('closing')
    return list
  }

  #value(): Scalar {
    this.#skipSpace()
    if (this.#text[this.#at] === '"') return this.#quoted()
    const found = this.#match(/(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![A-Za-z0-9_.])/y)
    if (found === undefined) throw this.#error('value')
    return JSON.parse(found) as Scalar // one of those four
  }

  #quoted(): string {
    const from = this.#at
    const found = this.#match(/"(?:[^"\\]|\\.)*"/sy)
    try {
      return JSON.parse((found ?? '').replaceAll('\n', String.raw`\n`).replaceAll('\t', String.raw`\t`)) as string // it is in quotation marks
    } catch {
      throw this.#error('text', from) // what JSON says is of no use to who wrote the filter
    }
  }

  /** A word or several, in any case, and nothing that goes on after it. */
  #word(words: string): boolean {
    this.#skipSpace()
    return this.#match(new RegExp(`${words.replace(' ', String.raw`\s+`)}(?![A-Za-z0-9_.])`, 'iy')) !== undefined
  }

  #sign(sign: string): boolean {
    this.#skipSpace()
    if (!this.#text.startsWith(sign, this.#at)) return false
    this.#at += sign.length
    return true
  }

  #skipSpace(): void {
    this.#match(/\s+/y)
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  #error(problem: FilterProblem, at = this.#at): FilterError {
    return new FilterError(problem, at + 1)
  }
}

/** Everything that a path leads to; a list that it meets stands for all its elements. */
function valuesAt(payload: Payload, path: readonly string[]): readonly unknown[] {
  let found: readonly unknown[] = [payload]
  for (const name of path) {
    found = found.flatMap((value) => {
      if (Array.isArray(value) && !/^\d+$/.test(name)) return value.map((element) => inside(element, name))
      return [inside(value, name)]
    })
  }
  return found.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value])) // its elements are anything
}

const inside = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined // just asked

/** What a comparison sees: what is missing is as null, what is an object equals nothing. */
const scalarOf = (value: unknown): Scalar | undefined => {
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? undefined : (value as Scalar) // JSON knows no other
}

function isOrdered(value: unknown, wanted: Scalar, operator: string): boolean {
  const isComparable =
    (typeof value === 'number' && typeof wanted === 'number') || (typeof value === 'string' && typeof wanted === 'string')
  if (!isComparable) return false
  const [a, b] = [value as number, wanted as number] // or two texts, which compare by the same operators
  if (operator === '<') return a < b
  if (operator === '<=') return a <= b
  return operator === '>' ? a > b : a >= b
}
