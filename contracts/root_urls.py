"""Addresses of the supplier account, which belongs to no council."""

from django.urls import path

from contracts.views import supplier

CONTRACT = "supplier/contracts/<slug:reference>"

urlpatterns = [
    path(
        "supplier/contracts/",
        supplier.SupplierContracts.as_view(),
        name="supplier_contracts",
    ),
    path(f"{CONTRACT}/", supplier.SupplierContract.as_view(), name="supplier_contract"),
    path(
        f"{CONTRACT}/reports/<slug:milestone>/",
        supplier.Report.as_view(),
        name="supplier_report",
    ),
    path(
        f"{CONTRACT}/remedies/<int:number>/reply/",
        supplier.ReplyToRemedy.as_view(),
        name="supplier_remedy_reply",
    ),
    path(
        f"{CONTRACT}/break/<int:number>/reply/",
        supplier.ReplyToNotice.as_view(),
        name="supplier_break_reply",
    ),
]
