// What the tests use of the `adaptivecards` library: its own typings do not compile under our settings.
declare module 'adaptivecards/dist/adaptivecards.js' {
  interface ParseContext {
    readonly eventCount: number
    getEventAt(index: number): { readonly message: string }
  }
  interface Library {
    AdaptiveCard: new () => {
      parse(source: unknown, context: ParseContext): void
      validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] }
    }
    SerializationContext: new (version: unknown) => ParseContext
    Versions: Readonly<Record<'v1_5', unknown>>
  }
  const library: Library
  export default library
}
