"""The council's places: the list first, then a map that repeats it."""

from django.utils.functional import cached_property
from django.views.generic import DetailView, ListView

from councils.area_map import draw
from councils.models import Area
from councils.pages import CouncilPage


class PlaceMap(CouncilPage):
    """Adds `map`: the shapes of the council's places, each with its area."""

    @cached_property
    def areas(self) -> list[Area]:
        """All places of the council: the map needs each of them anyway."""
        return list(Area.objects.for_council(self.council).select_related("council"))

    def get_context_data(self, **kwargs):
        areas = self.areas
        by_code = {area.code: area for area in areas}
        picture = draw((area.code, area.boundary) for area in areas)
        drawn = picture.shapes if picture else []
        shapes = [(shape, by_code[shape.key]) for shape in drawn]
        return super().get_context_data(
            places=areas, map=picture, shapes=shapes, **kwargs
        )


class PlaceList(PlaceMap, ListView):
    model = Area
    template_name = "councils/place_list.html"
    paginate_by = 20

    def get_queryset(self):
        return self.areas


class PlaceDetail(PlaceMap, DetailView):
    model = Area
    slug_field = "code"
    slug_url_kwarg = "code"
    context_object_name = "place"
    template_name = "councils/place_detail.html"
