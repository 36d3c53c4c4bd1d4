using System.CommandLine;
using Goldthread.Domain;
using Goldthread.Web.Commands.Large;
using Goldthread.Web.Features.Admin.Demonstration;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Command = System.CommandLine.Command;

namespace Goldthread.Web.Commands;

/// <summary>Makes the demonstration board.</summary>
internal static class Demo
{
    public static Command Verb()
    {
        Option<string> size = new("--size") { Description = "large adds ten years of a big partnership: 40 organisations, 2,000 people, 20,000 library items, 30,000 findings, 20,000 actions, 100 indicators of 160 areas", DefaultValueFactory = _ => "small" };
        size.AcceptOnlyFromAmong("small", "large");
        Command verb = new("demo", "Make the demonstration board in an empty folder or database") { size };
        verb.SetAction((parsed, stop) =>
        {
            if (parsed.GetValue(CommandLine.Database) is null) OwnerOnly.MakeFolder(parsed.GetValue(CommandLine.Data)!);
            return Hosted.WithBoardAsync(parsed, "demo", async (services, db) =>
            {
                await db.BringUpToDateAsync(stop);
                await db.FillSearchAsync(stop);
                var isMade = await MakeAsync(services, stop);
                if (isMade && parsed.GetValue(size) == "large") await new LargeBoard(services, db, LargeSize.Full, Console.WriteLine, stop).MakeAsync();
                Console.WriteLine(isMade ? "The demonstration board is made." : "There is a board here already; nothing was changed.");
                return 0;
            });
        });
        return verb;
    }

    /// <summary>Makes it unless a board is there already.</summary>
    internal static async Task<bool> MakeAsync(IServiceProvider services, CancellationToken stop)
    {
        var db = services.GetRequiredService<BoardDb>();
        db.Viewer = Viewer.System("demonstration");
        if (await db.Settings.AnyAsync(stop)) return false;
        await DemonstrationBoard.MakeAsync(services, db, stop);
        return true;
    }
}
