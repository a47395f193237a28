import type { ReactNode } from 'react'
import './outer-page.css'

interface OuterPageProps {
  readonly title: string
  readonly description: string
  readonly children: ReactNode
}

/** A page before the shell: one card with one form. */
export function OuterPage({ title, description, children }: OuterPageProps) {
  return (
    <main className="outer-page">
      <div className="outer-card">
        <header>
          <h1>{title}</h1>
          <p>{description}</p>
        </header>
        {children}
      </div>
    </main>
  )
}
