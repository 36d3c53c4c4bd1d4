using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Goldthread.Domain;
using Goldthread.Web.Features.Shared.Charts;
using Goldthread.Web.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Charts;

[Trait("feature", "I18")]
public class ChartFigureTests
{
    [Fact]
    public async Task The_sentence_stands_first_then_the_picture_then_the_table_and_the_source()
    {
        var figure = await Rendered(ChartFigure.Of(SampleCharts.QuarterlyChart, "Invented figures", SampleCharts.Quarterly));

        Assert.Equal("Assessments finished in 45 working days", figure.QuerySelector("h2")!.TextContent);
        Assert.StartsWith("This is getting better", figure.QuerySelector("p")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(24, figure.QuerySelectorAll("details tbody tr").Length);
        Assert.Equal(3, figure.QuerySelectorAll("ol.gt-chart__notes li").Length);
        Assert.Equal("Source: Invented figures", figure.QuerySelector("figcaption")!.TextContent);
        string[] order = [.. figure.QuerySelectorAll("h2, p.gt-chart__says, svg[role=img], ol, details, figcaption").Select(e => e.LocalName)];
        Assert.Equal(["h2", "p", "svg", "ol", "details", "figcaption"], order);
    }

    [Fact]
    public async Task Icons_stand_with_their_words()
    {
        var figure = await Rendered(ChartFigure.Of(SampleCharts.QuarterlyChart, "Invented", SampleCharts.Quarterly));

        var icons = figure.QuerySelectorAll(".gt-chart__icons li");

        Assert.Equal(["Getting better, upwards", "Target will not be met without change"], icons.Select(i => i.TextContent.Trim()));
        Assert.All(icons, i => Assert.Equal("true", i.QuerySelector("svg")!.GetAttribute("aria-hidden")));
    }

    [Fact]
    public async Task A_figure_has_no_inline_style_and_no_id_twice()
    {
        var figure = await Rendered(ChartFigure.Of(SampleCharts.Areas, "Invented"));

        Assert.Empty(figure.QuerySelectorAll("[style], style, script"));
        string[] ids = [.. figure.QuerySelectorAll("[id]").Select(e => e.Id!)];
        Assert.Equal(ids.Distinct(), ids);
    }

    private static async Task<IElement> Rendered(ChartFigure figure) =>
        new HtmlParser().ParseDocument(await HtmlOf(figure)).QuerySelector("figure")!;

    /// <summary>The partial as pages render it, without a host.</summary>
    internal static async Task<string> HtmlOf(ChartFigure figure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        Board.Quiet(builder);
        // Every view is handed these two; this one asks nothing of them.
        builder.Services.AddSingleton(Viewer.Nobody).AddSingleton(TimeProvider.System).AddSingleton(new BoardOptions { Data = "" }).AddSingleton<BoardContext>();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider(); // no keys in anybody's home
        builder.Services.AddControllersWithViews().AddApplicationPart(typeof(Scene).Assembly);
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        var action = new ActionContext(new DefaultHttpContext { RequestServices = scope.ServiceProvider }, new RouteData(), new ActionDescriptor());
        var view = scope.ServiceProvider.GetRequiredService<IRazorViewEngine>().GetView(null, "/Features/Shared/Charts/_ChartFigure.cshtml", isMainPage: false).View!;
        await using var html = new StringWriter();
        await view.RenderAsync(new ViewContext(action, view, new ViewDataDictionary<ChartFigure>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = figure },
            new TempDataDictionary(action.HttpContext, scope.ServiceProvider.GetRequiredService<ITempDataProvider>()), html, new HtmlHelperOptions()));
        return html.ToString();
    }
}
