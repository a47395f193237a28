import { CopyButton } from './copy-button.tsx'
import './code-block.css'

interface CodeBlockProps {
  readonly code: string
  /** What it is, for screen readers: "Example call". */
  readonly label: string
  readonly wrap?: boolean
}

/** Text for a machine, to read and to copy. */
export function CodeBlock({ code, label, wrap = false }: CodeBlockProps) {
  return (
    <figure className="code-block" style={{ margin: 0 }} {...(wrap ? { 'data-wrap': true } : {})}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, and only what has focus scrolls by keyboard */}
      <section className="code-block-text" aria-label={label} tabIndex={0}>
        <pre translate="no">{code}</pre>
      </section>
      <span className="code-block-copy">
        <CopyButton value={code} />
      </span>
    </figure>
  )
}
