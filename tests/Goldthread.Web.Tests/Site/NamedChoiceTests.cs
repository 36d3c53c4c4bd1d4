using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Site;

/// <summary>What has a name is chosen by its name, in every form and every address.</summary>
[Trait("threat", "T18"), Trait("asvs", "V2.2.1")]
public class NamedChoiceTests(Board board) : IClassFixture<Board>
{
    [Theory]
    [InlineData("1"), InlineData("999"), InlineData("-1"), InlineData("Risk,Strength"), InlineData("0,2"), InlineData("Nonsense")]
    public async Task A_choice_is_made_by_its_name_and_else_refused_at_its_field(string kind)
    {
        var title = $"Chosen as {kind}";
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync("/findings/new");

        var refused = await officer.OverpostAsync(form, "Save finding", Filled(title, kind));

        Assert.Equal(($"“{kind}” is not one of the choices: choose from the list", "Input_Kind-error"),
            (Assert.Single(refused.Errors), Assert.Single(refused.Html.QuerySelectorAll(".govuk-error-message")).Id));
        Assert.Equal(0, await KeptAsync(title));
    }

    [Theory]
    [InlineData("Risk"), InlineData("risk")]
    public async Task A_name_is_taken_however_it_is_spelled(string kind)
    {
        var title = $"Taken as {kind}";
        var officer = await board.AsAsync(Somebody.Officer);

        var saved = await officer.OverpostAsync(await officer.OpenAsync("/findings/new"), "Save finding", Filled(title, kind));

        Assert.Empty(saved.Errors);
        Assert.Equal(1, await KeptAsync(title));
    }

    [Fact]
    public async Task A_number_in_an_address_is_left_out_and_said_so()
    {
        var administrator = await board.AsAsync(Somebody.Administrator);

        var list = await administrator.OpenAsync("/mail?state=1");

        Assert.Equal(HttpStatusCode.OK, list.Status);
        Assert.Contains("We don’t know the state “1”", list.Text, StringComparison.Ordinal);
    }

    private static (string, string)[] Filled(string title, string kind) =>
    [
        ("Input.Title", title), ("Input.Detail", "d"), ("Input.MeaningForChildren", "They wait"), ("Input.Themes", $"{Somewhere.Neglect.Id}"), ("Input.OwnerGroupId", $"{Somewhere.Quality.Id}"),
        ("Input.Kind", kind), ("Input.Strength", "Moderate"), ("Input.Reach", "System"), ("Input.Confidentiality", "Board"),
    ];

    private async Task<int> KeptAsync(string title)
    {
        await using var db = board.OpenAll();
        return await db.Findings.CountAsync(f => f.Title == title, TestContext.Current.CancellationToken);
    }
}
