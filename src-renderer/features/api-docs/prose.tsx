import { Link } from '@tanstack/react-router'
import type { ComponentProps, ReactElement } from 'react'
import Markdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { CodeBlock } from '../../ui/code-block.tsx'

/** Markdown of ours as a page: code to copy, links within the window stay in it. */
export function Prose({ markdown }: { readonly markdown: string }) {
  return (
    <div className="prose">
      <Markdown remarkPlugins={[remarkGfm]} components={components}>
        {markdown}
      </Markdown>
    </div>
  )
}

const components: Components = {
  h1: ({ children }) => <h2 className="prose-title">{children}</h2>,
  h2: ({ children }) => <h3>{children}</h3>,
  a: ({ href = '', children }) => <ProseLink href={href}>{children}</ProseLink>,
  pre: ({ children }) => {
    const { className = '', children: code } = (children as ReactElement<ComponentProps<'code'>>).props // Markdown puts a code element in each pre
    return <CodeBlock code={String(code).trimEnd()} label={className.replace('language-', '')} />
  },
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, and only what has focus scrolls by keyboard
    <section className="prose-table" tabIndex={0} aria-label="table">
      <table>{children}</table>
    </section>
  ),
}

/** `limits.md` is another guide, `/api-docs/...` a page of the window, the rest leaves it. */
function ProseLink({ href, children }: { readonly href: string; readonly children?: ComponentProps<'a'>['children'] }) {
  const guide = /^([\w-]+)(?:\.\w\w)?\.md$/.exec(href)?.[1]
  if (guide !== undefined)
    return (
      <Link to="/api-docs/guides/$guide" params={{ guide }}>
        {children}
      </Link>
    )
  if (href.startsWith('/') && !href.startsWith('/api/')) return <Link to={href}>{children}</Link>
  return (
    <a href={href} target="_blank" rel="noopener">
      {children}
    </a>
  )
}
