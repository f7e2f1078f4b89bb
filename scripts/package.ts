// `npm run package`: the zip that an administrator uploads to Teams, in dist/.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fillManifest, zipApp } from './teamsApp.ts'

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  name: string
  version: string
}

try {
  const manifest = fillManifest(readFileSync('manifest/manifest.json', 'utf8'), process.env, version)
  const file = `dist/${name}-${version}.zip`
  mkdirSync('dist', { recursive: true })
  writeFileSync(file, zipApp(manifest))
  console.log(`${file} is ready to upload.`)
  if (manifest.includes('https://example.com/')) {
    console.log(
      'Its website, privacy or terms address is still a placeholder: WEBSITE_URL, PRIVACY_URL, TERMS_URL.',
    )
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
