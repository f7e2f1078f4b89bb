// What the groups' policies have in common until a group decides otherwise.
/** C1: £362 a day. */
export const pay = [{ from: 2024, pence: 36_200 }]

/** R2: the headings of the Register of Interest. */
export const register = {
  headings: [
    { id: 'paid-work', title: 'Paid work', hint: 'Jobs, directorships and other work you are paid for' },
    { id: 'positions', title: 'Positions in bodies', hint: 'Councils, boards, charities, schools, clubs' },
    {
      id: 'contracts',
      title: 'Contracts with councils or the LGA',
      hint: 'Yours, your partner’s or a firm’s of yours',
    },
    {
      id: 'gifts',
      title: 'Gifts and hospitality as a peer',
      hint: 'What you were given, by whom and for what it was worth',
    },
    { id: 'other', title: 'Anything else', hint: 'Whatever a council might like to know beforehand' },
  ],
  councilRegisters: 'https://www.gov.uk/find-local-council',
}
