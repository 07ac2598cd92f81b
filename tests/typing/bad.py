"""What type checkers refuse: every line that is marked is an error, and no other. It is read, never run."""

import demandatlas as da


def misspelt() -> None:
    da.sites_using("jon_school")  # error
    da.sites_using("John School")  # error
    da.sites["sacramento-ca"].uses("leters")  # error
    da.sites_using("letters", standing="usd")  # error
    da.sites_using("letters", kind="village")  # error
    da.total(da.operations, what="arrests", of="buyers")  # error
    da.total(da.operations, what="arrest", of="buyer")  # error


def wrong_types() -> None:
    da.sites_using(3)  # error
    da.sites_using(da.sites["sacramento-ca"])  # error
    da.operations_between(2020)  # error
    da.agencies_for(["hot-spots-2021"])  # error
    da.total(da.operations, what=("arrest", "citation"), of="buyers")  # error
    da.total(da.series["hot-spots"], what="arrest", of="mixed")  # error
    da.total(da.operations)  # error
    da.why("sacramento-ca", 3)  # error


def misspelt_attributes() -> None:
    da.sites_usng("letters")  # error
    da.sites["sacramento-ca"].popluation  # error
    da.sites["sacramento-ca"].use_of("letters").claims[0].stanc  # error
    da.operations["hot-spots-2021"].outcomes[0].count.hihg  # error
    da.sites.wher(state="CA")  # error
    da.operations_between(sinec="2020")  # error


def changed() -> None:
    da.sites["sacramento-ca"].name = "Elsewhere"  # error
    da.sites.kind = "place"  # error
    da.Site("sacramento-ca")  # error


def fine() -> None:
    da.sites_using("letters")
    da.sites["sacramento-ca"].name.upper()
