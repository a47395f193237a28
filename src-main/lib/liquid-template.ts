import { Liquid, LiquidError, type Template as Node } from 'liquidjs'

/** Longest template and longest body that one may make, in characters. */
const maxTemplateLength = 20_000
const maxBodyLength = 256 * 1_024

/** How long one text may take, in milliseconds: other work of the server waits meanwhile. */
const renderLimitMs = 50

/** How much a template may hold on to, in liquidjs' own count of elements and characters. */
const memoryLimit = 2_000_000

/** A template that cannot be read, or that what it is given makes fail. */
export class TemplateError extends Error {
  /** From 1; null where no place can be named. */
  readonly line: number | null

  constructor(line: number | null, reason: string) {
    super(templateProblem(line, reason))
    this.name = 'TemplateError'
    this.line = line
  }
}

/** What is wrong, as a whole sentence. */
function templateProblem(line: number | null, reason: string): string {
  return line === null ? `the template fails: ${reason}` : `line ${line} of the template: ${reason}`
}

/** NB: no files: whatever a template includes is looked for in this empty set. Only own properties, so that nothing of JavaScript is in reach. */
const liquid = new Liquid({
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  parseLimit: maxTemplateLength,
  renderLimit: renderLimitMs,
  memoryLimit,
})

export interface LiquidTemplate {
  /** @throws TemplateError */
  readonly render: (data: Readonly<Record<string, unknown>>) => string
}

/**
 * Reads a Liquid template (https://shopify.github.io/liquid/).
 * @param contentType of what it makes; a JSON type has to be JSON. @throws TemplateError
 */
export function readTemplate(text: string, contentType: string): LiquidTemplate {
  if (text.length > maxTemplateLength) throw new TemplateError(null, `it is longer than ${maxTemplateLength} characters`)
  const nodes = guarded(() => liquid.parse(text)) as Node[]
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(contentType)
  return {
    render: (data) => {
      const body = String(guarded(() => liquid.renderSync(nodes, data)))
      if (body.length > maxBodyLength) throw new TemplateError(null, `it makes more than ${maxBodyLength} characters`)
      if (isJson) checkJson(body)
      return body
    },
  }
}

function guarded(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    throw templateError(error)
  }
}

function templateError(error: unknown): TemplateError {
  const origin = LiquidError.is(error) ? error : undefined
  const message = error instanceof Error ? error.message : String(error)
  const line = origin?.token?.getPosition?.()[0] ?? null
  return new TemplateError(line, message.replace(/, line:\d+, col:\d+$/, '').slice(0, 300))
}

/** @throws TemplateError with what JSON says is wrong. */
function checkJson(body: string): void {
  try {
    JSON.parse(body)
  } catch (error) {
    throw new TemplateError(null, `what it makes is no JSON: ${(error as Error).message.slice(0, 200)}`) // JSON throws nothing else
  }
}
