// How Teams draws cards on a telephone, as far as the library is told: its sizes, its light colours and its spacing.

const text = { default: '#242424', subtle: '#616161' }
const colours = {
  default: text,
  accent: { default: '#5b5fc7', subtle: '#5b5fc7' },
  attention: { default: '#c4314b', subtle: '#c4314b' },
  good: { default: '#237b4b', subtle: '#237b4b' },
  warning: { default: '#835c00', subtle: '#835c00' },
}
const container = (backgroundColor: string) => ({ backgroundColor, foregroundColors: colours })

export const hostConfig = {
  fontFamily: 'Segoe UI, Arial, sans-serif',
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 12 },
  separator: { lineThickness: 1, lineColor: '#e1e1e1' },
  supportsInteractivity: true,
  actions: {
    maxActions: 6,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    buttonSpacing: 8,
    spacing: 'medium',
  },
  factSet: {
    title: { weight: 'bolder', wrap: true, maxWidth: 150 },
    value: { wrap: true },
    spacing: 16,
  },
  containerStyles: {
    default: container('#ffffff'),
    emphasis: container('#f5f5f5'),
    warning: container('#fbe7c6'),
    attention: container('#fcd6cf'),
    good: container('#dff6dd'),
    accent: container('#e8ebfa'),
  },
}

/** Long words break and buttons wrap as they do in the Agents Playground, which draws by a newer renderer. */
export const pageStyle = `
  body { margin: 0; font: 14px/20px 'Segoe UI', Arial, sans-serif; color: #242424 }
  main { width: 320px }
  .ac-richTextBlock { overflow-wrap: break-word }
  .ac-actionSet { flex-wrap: wrap; row-gap: 8px }
  .ac-input { box-sizing: border-box; font: inherit; padding: 5px 8px; border: 1px solid #d1d1d1; border-radius: 4px }
  .ac-pushButton { font: 600 14px/20px 'Segoe UI', Arial, sans-serif; padding: 5px 12px; border: 1px solid #d1d1d1; border-radius: 4px; background: #fff; color: #242424 }
  .ac-pushButton.style-positive { background: #5b5fc7; color: #fff }
  .ac-input-required-indicator { color: #c4314b }
`
