"""Addresses of the supplier account, which belongs to no council."""

from django.urls import path

from tenders.views import supplier

BID = "supplier/bids/<slug:reference>"

urlpatterns = [
    path("supplier/", supplier.SupplierHome.as_view(), name="supplier_home"),
    path(f"{BID}/", supplier.BidTasks.as_view(), name="bid_tasks"),
    path(f"{BID}/promises/", supplier.Promises.as_view(), name="bid_promises"),
    path(
        f"{BID}/promises/add/<slug:step>/",
        supplier.AddPromise.as_view(),
        name="bid_promise_step",
    ),
    path(
        f"{BID}/promises/<slug:uid>/change/",
        supplier.ChangePromise.as_view(),
        name="bid_promise_change",
    ),
    path(
        f"{BID}/promises/<slug:uid>/remove/",
        supplier.RemovePromise.as_view(),
        name="bid_promise_remove",
    ),
    path(f"{BID}/method/", supplier.Method.as_view(), name="bid_method"),
    path(
        f"{BID}/declarations/", supplier.Declarations.as_view(), name="bid_declarations"
    ),
    path(f"{BID}/check/", supplier.CheckAndSend.as_view(), name="bid_check"),
    path(f"{BID}/copy.json", supplier.Copy.as_view(), name="bid_copy"),
    path(f"{BID}/from-copy/", supplier.FillFromCopy.as_view(), name="bid_fill"),
    path(f"{BID}/sent/", supplier.Sent.as_view(), name="bid_sent"),
    path(f"{BID}/withdraw/", supplier.Withdraw.as_view(), name="bid_withdraw"),
    path(f"{BID}/result/", supplier.BidResult.as_view(), name="bid_result"),
]
