import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './app/tokens.css'
import './app/base.css'
import './app/controls.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Application, createApplication } from './app/application.tsx'
import { createI18n } from './lib/i18n.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
const application = createApplication(await createI18n())
createRoot(root).render(
  <StrictMode>
    <Application {...application} />
  </StrictMode>,
)
