"""A kind of contract that import-linter lacks: modules private to the package they lie in.

`modules = ["hornbook.stages.*.models"]` lets `hornbook.stages.share.models` be imported by
`hornbook.stages.share` and everything under it, and by nothing else.
"""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.domain.helpers import module_expressions_to_modules


class PrivateContract(Contract):
    type_name = "private"

    modules = fields.SetField(subfield=fields.ModuleExpressionField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        strangers = [
            f"{importer} -> {private}"
            for expressed in sorted(m.name for m in module_expressions_to_modules(graph, self.modules))
            for private in sorted({expressed, *graph.find_descendants(expressed)})
            for importer in sorted(graph.find_modules_that_directly_import(private))
            if not f"{importer}.".startswith(expressed.rpartition(".")[0] + ".")
        ]
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for each in check.metadata["strangers"]:
            output.print_error(each, bold=False)
