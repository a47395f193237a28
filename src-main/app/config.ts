import { resolve } from 'node:path'
import { z } from 'zod'

/** Everything that an entry decides, validated once; nothing below reads the environment or the command line. */
export interface AppConfig {
  readonly dataDir: string
  readonly host: string
  readonly port: number
  readonly version: string
  /** Seeds a fresh data folder with a sample plant. */
  readonly isDemo: boolean
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Where limits are counted and answers kept together with other hosts; in memory without it. */
  readonly redisUrl?: string | undefined
  readonly assets: Assets
}

/** Files that ship with the program; where they lie differs between sources and the bundle. */
export interface Assets {
  /** The built window. */
  readonly publicDir: string
  /** Holds `control/` and `workspace/`. */
  readonly migrationsDir: string
  readonly fontsDir: string
  /** A folder a language. */
  readonly localesDir: string
  /** The files of Swagger UI. */
  readonly swaggerDir: string
  readonly logWorker: URL
  readonly pdfWorker: URL
}

/** A setting that cannot be used; the message names the option and the value. */
export class ConfigError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ConfigError'
  }
}

const schema = z.object({
  dataDir: z
    .string()
    .min(1)
    .transform((dir) => resolve(dir)),
  host: z.string().regex(/^[A-Za-z0-9.:-]+$/, 'must be an address or host name of this machine'),
  port: z.coerce.number().int().min(0).max(65_535),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
  redisUrl: z.url({ protocol: /^rediss?$/, error: 'must be a URL such as redis://10.0.4.2:6379/0' }).optional(),
})

const optionNames: Readonly<Record<string, string>> = {
  dataDir: '--data-dir',
  host: '--host',
  port: '--port',
  logLevel: '--log-level',
  redisUrl: '--redis-url',
}

/** @throws ConfigError that names the option and its value. */
export function parseConfig(
  options: { dataDir: string; host: string; port: string | number; logLevel: string; redisUrl?: string | undefined },
  fixed: Pick<AppConfig, 'version' | 'isDemo' | 'assets'>,
): AppConfig {
  const parsed = schema.safeParse(options)
  if (parsed.success) return { ...parsed.data, ...fixed }
  const issue = parsed.error.issues[0]
  const name = String(issue?.path[0])
  const value = String(Object.entries(options).find(([option]) => option === name)?.[1])
  throw new ConfigError(`${optionNames[name] ?? name} "${value}" cannot be used: ${issue?.message ?? 'invalid'}.`)
}
