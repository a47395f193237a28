import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { locales } from '../../src-main/contract/fields.ts'
import { chooseAndKeepLanguage, languageNames } from '../lib/i18n.ts'
import { Logo } from './logo.tsx'
import './outer-page.css'

interface OuterPageProps {
  readonly title: string
  readonly description: string
  readonly children?: ReactNode
}

/** A page before the shell: one card with one form. */
export function OuterPage({ title, description, children }: OuterPageProps) {
  return (
    <main className="outer-page">
      <div className="outer-card">
        <header>
          <Logo size={28} />
          <h1>{title}</h1>
          <p>{description}</p>
        </header>
        {children}
      </div>
      <Languages />
    </main>
  )
}

function Languages() {
  const { i18n } = useTranslation()
  return (
    <div className="outer-languages">
      {locales.map((language) => (
        <Button
          key={language}
          lang={language}
          size="compact-sm"
          variant="subtle"
          aria-pressed={i18n.language === language}
          onClick={() => void chooseAndKeepLanguage(i18n, language)}
        >
          {languageNames[language]}
        </Button>
      ))}
    </div>
  )
}
