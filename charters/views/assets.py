"""The strengths of the place: the list first, then a map that repeats it."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, TemplateView

from charters.forms.proposals import AssetForm, RetireForm
from charters.models import Asset, PriorityName
from councils.area_map import draw
from councils.pages import ActPage, CouncilPage, WorkspacePage

PAGE_SIZE = 20


class AssetList(CouncilPage, TemplateView):
    """The register as anyone reads it, in whole or for one place."""

    template_name = "charters/asset_list.html"

    def get_context_data(self, **kwargs):
        areas = list(self.council.areas.select_related("council"))
        standing = Asset.objects.for_council(self.council).standing()
        counts = Counter(standing.values_list("area", flat=True))
        here = self.request.GET.get("place", "")
        place = next((area for area in areas if area.code == here), None)
        found = standing.filter(area=place) if place else standing
        found = found.select_related("area", "council").prefetch_related("helps")
        picture = draw((area.code, area.boundary) for area in areas)
        by_code = {area.code: area for area in areas}
        shapes = [
            (shape, by_code[shape.key], counts[by_code[shape.key].pk])
            for shape in (picture.shapes if picture else [])
        ]
        page = Paginator(found, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page, place=place, map=picture, shapes=shapes, **kwargs
        )


def names_of(council):
    """The codes of a council's priorities that stand in a charter now."""
    found = PriorityName.objects.for_council(council)
    return found.filter(priorities__isnull=False).distinct()


class AssetPage(WorkspacePage):
    """A page for those who keep the register."""

    permission_required = "charters.keep_assets"

    def get_success_url(self):
        return reverse("charters:asset_work_list", args=[self.council.slug])


class AssetWorkList(AssetPage, ListView):
    """The register, with a way to change each strength."""

    template_name = "charters/asset_work_list.html"
    paginate_by = PAGE_SIZE
    model = Asset

    def get_queryset(self):
        assets = Asset.objects.for_council(self.council).select_related("area")
        return assets.prefetch_related("helps")


class AddAsset(AssetPage, FormView):
    template_name = "charters/asset_form.html"
    form_class = AssetForm

    def get_form_kwargs(self):
        more = {"council": self.council, "names": names_of(self.council)}
        return super().get_form_kwargs() | more

    def form_valid(self, form):
        Asset.add(self.council, by=self.request.user, **form.cleaned_data)
        return HttpResponseRedirect(self.get_success_url())


class AssetAct(AssetPage, ActPage):
    """An act on one strength."""

    model = Asset
    slug_field = "number"
    slug_url_kwarg = "number"

    def get_queryset(self):
        return Asset.objects.for_council(self.council).select_related("council")


class ChangeAsset(AssetAct):
    template_name = "charters/asset_form.html"
    form_class = AssetForm
    success_message = gettext_lazy("The strength is saved.")

    def get_form_kwargs(self):
        more = {"council": self.council, "names": names_of(self.council)}
        return super().get_form_kwargs() | more

    def get_initial(self):
        asset = self.get_object()
        names = ("name", "kind", "area", "about")
        found = {name: getattr(asset, name) for name in names}
        return found | {"helps": asset.helps.all()}

    def act(self, asset, form):
        asset.change(by=self.request.user, **form.cleaned_data)


class RetireAsset(AssetAct):
    template_name = "charters/asset_retire.html"
    form_class = RetireForm
    success_message = gettext_lazy("The strength is marked as no longer there.")

    def act(self, asset, form):
        asset.retire(form.cleaned_data["reason"], by=self.request.user)
