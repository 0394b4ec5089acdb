"""The agencies' pages in `docs/contracts/`: what each agency sends, as it can be handed to whoever prepares the data.

Here: what the contract, the readers of cells and the reference lists say, as one page. What only people can say is in
`schemas/<agency>.md`, beside the contract. Printing a page belongs in `commands`.
"""
