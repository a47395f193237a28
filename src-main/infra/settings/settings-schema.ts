import { z } from 'zod'

export const languages = ['tr', 'en', 'id'] as const

const windowBoundsSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(400).max(20_000),
  height: z.int().min(300).max(20_000),
  isMaximized: z.boolean().default(false),
})

/** The settings of this machine, `<dataDir>/settings.json`; the same for both hosts. */
export const settingsSchema = z.object({
  port: z.int().min(1).max(65_535).default(4780),
  /** The address to listen on; 127.0.0.1 until LAN access is on. */
  host: z.string().min(1).default('127.0.0.1'),
  /** Undefined follows the operating system. */
  language: z.enum(languages).optional(),
  windowBounds: windowBoundsSchema.optional(),
  /** A Redis that several hosts share. */
  redisUrl: z.string().min(1).optional(),
})

export type Settings = z.output<typeof settingsSchema>
export type WindowBounds = z.output<typeof windowBoundsSchema>
export type Language = (typeof languages)[number]
