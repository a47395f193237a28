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
      <pre translate="no" tabIndex={0} aria-label={label}>
        {code}
      </pre>
      <span className="code-block-copy">
        <CopyButton value={code} />
      </span>
    </figure>
  )
}
