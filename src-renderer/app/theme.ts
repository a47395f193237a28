import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const teal: MantineColorsTuple = [
  '#eef6f5',
  '#e4f3f2',
  '#b8dedb',
  '#7fcac4',
  '#45c1b8',
  '#2aa59c',
  '#128a84',
  '#0b7570',
  '#095f5b',
  '#074a47',
]

/** Slate, from text to the darkest surface; Mantine's own greys are neutral. */
const dark: MantineColorsTuple = [
  '#e4e8ee',
  '#c3cad4',
  '#9aa5b4',
  '#8792a3',
  '#38414e',
  '#262d37',
  '#161b22',
  '#161b22',
  '#11161c',
  '#0f1318',
]

const control = { '--button-height': '30px', '--button-padding-x': '11px', '--button-fz': '13px' }
const field = { '--input-height': '32px', '--input-fz': '13px', '--input-padding': '10px' }
const isSmall = (props: { readonly size?: unknown }): boolean => props.size === 'sm'

interface ButtonLook {
  readonly size?: unknown
  readonly variant?: unknown
  readonly color?: unknown
}

const buttonVariables = (_: unknown, props: ButtonLook) => ({
  root: {
    ...(isSmall(props) ? control : {}),
    ...(props.variant === 'filled' && props.color === undefined ? { '--button-color': 'var(--on-accent)' } : {}),
  },
})

/** The design system's look on Mantine's parts; colours come from tokens.css. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 4 },
  colors: { teal, dark },
  autoContrast: true,
  black: '#1b212c',
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '26px' },
  headings: { fontFamily: 'var(--sans)', fontWeight: '600' },
  radius: { xs: '3px', sm: '6px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: {
      defaultProps: { size: 'sm', variant: 'default' },
      vars: buttonVariables,
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Input: { defaultProps: { size: 'sm' }, vars: (_: unknown, props: object) => (isSmall(props) ? { wrapper: field } : {}) },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Select: { defaultProps: { allowDeselect: false, comboboxProps: { shadow: undefined, transitionProps: { duration: 100 } } } },
    Menu: {
      defaultProps: { shadow: 'none', withInitialFocusPlaceholder: false, transitionProps: { duration: 100 }, position: 'bottom-end' },
    },
    Modal: { defaultProps: { centered: true, shadow: 'none', transitionProps: { duration: 120, transition: 'fade' } } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 80 } } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs', radius: 'xs' } },
    Switch: { defaultProps: { size: 'sm' } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
})

/** Maps Mantine's semantic colours to the tokens, which change with the colour scheme by themselves. */
export const cssVariables: CSSVariablesResolver = () => {
  const scheme = {
    '--mantine-color-body': 'var(--panel)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--dim)',
    '--mantine-color-placeholder': 'var(--faint)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--red)',
    '--mantine-color-default': 'var(--panel)',
    '--mantine-color-default-hover': 'var(--code)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--control-line)',
    '--mantine-color-disabled': 'var(--greybg)',
    '--mantine-color-disabled-color': 'var(--faint)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
    '--mantine-color-gray-light-color': 'var(--dim)',
    '--mantine-color-gray-text': 'var(--dim)',
    '--mantine-color-gray-light-hover': 'var(--greybg)',
    '--mantine-color-gray-filled': 'var(--dim)',
    '--mantine-color-red-filled': '#b42a26',
    '--mantine-color-red-filled-hover': '#962320',
    '--mantine-color-red-text': 'var(--red)',
  }
  return { variables: {}, light: scheme, dark: scheme }
}
