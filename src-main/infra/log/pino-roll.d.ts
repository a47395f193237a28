/** pino-roll ships no types; this is the part that the logger uses. */
declare module 'pino-roll' {
  import type { DestinationStream } from 'pino'

  interface RollingFileOptions {
    file: string
    extension?: string
    frequency?: 'daily' | 'hourly' | number
    size?: string
    limit?: { count: number }
    mkdir?: boolean
  }

  // biome-ignore lint/style/noDefaultExport: it is how the package exports it
  export default function rollingFile(options: RollingFileOptions): Promise<DestinationStream & { end(): void }>
}
