using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FiguresIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsBackground",
                table: "indicators",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "FinishedAt",
                table: "import_batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "HeldUntil",
                table: "import_batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "StoppedAt",
                table: "import_batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "figure_imports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FileId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    File = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Table = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Reading = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Percent = table.Column<int>(type: "INTEGER", nullable: false),
                    GoodRowsOnly = table.Column<bool>(type: "INTEGER", nullable: false),
                    TakesNewPlaces = table.Column<bool>(type: "INTEGER", nullable: false),
                    Count = table.Column<string>(type: "TEXT", nullable: false),
                    BatchKey = table.Column<int>(type: "INTEGER", nullable: true),
                    Message = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    HeldUntil = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_figure_imports", x => x.Id);
                    table.ForeignKey(
                        name: "FK_figure_imports_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "remembered_readings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Headings = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Reading = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_remembered_readings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "waiting_figures",
                columns: table => new
                {
                    IndicatorKey = table.Column<int>(type: "INTEGER", nullable: false),
                    AreaKey = table.Column<int>(type: "INTEGER", nullable: false),
                    BreakdownKey = table.Column<int>(type: "INTEGER", nullable: false),
                    PeriodKey = table.Column<int>(type: "INTEGER", nullable: false),
                    Numerator = table.Column<double>(type: "REAL", nullable: true),
                    Denominator = table.Column<double>(type: "REAL", nullable: true),
                    Value = table.Column<double>(type: "REAL", nullable: true),
                    Symbol = table.Column<short>(type: "INTEGER", maxLength: 40, nullable: false),
                    Status = table.Column<short>(type: "INTEGER", maxLength: 40, nullable: false),
                    BatchKey = table.Column<int>(type: "INTEGER", nullable: false),
                    SourceRow = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waiting_figures", x => new { x.IndicatorKey, x.AreaKey, x.BreakdownKey, x.PeriodKey });
                });

            migrationBuilder.CreateTable(
                name: "waiting_series",
                columns: table => new
                {
                    IndicatorKey = table.Column<int>(type: "INTEGER", nullable: false),
                    AreaKey = table.Column<int>(type: "INTEGER", nullable: false),
                    BreakdownKey = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<short>(type: "INTEGER", maxLength: 40, nullable: false),
                    Points = table.Column<int>(type: "INTEGER", nullable: false),
                    LatestEnd = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Direction = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Packed = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waiting_series", x => new { x.IndicatorKey, x.AreaKey, x.BreakdownKey, x.Kind });
                });

            migrationBuilder.CreateIndex(
                name: "IX_figure_imports_PersonId_At",
                table: "figure_imports",
                columns: new[] { "PersonId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_figure_imports_State_HeldUntil",
                table: "figure_imports",
                columns: new[] { "State", "HeldUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_remembered_readings_Headings",
                table: "remembered_readings",
                column: "Headings");

            // What came in before was written at once.
            migrationBuilder.Sql("""update import_batches set "FinishedAt" = "At";""");

            // The large tables lie in the order of their keys, without a number of the row: half the room, and an import writes each row once.
            migrationBuilder.Sql("""
                create table figures_new (
                    "IndicatorKey" INTEGER NOT NULL, "AreaKey" INTEGER NOT NULL, "BreakdownKey" INTEGER NOT NULL, "PeriodKey" INTEGER NOT NULL,
                    "Numerator" REAL NULL, "Denominator" REAL NULL, "Value" REAL NULL, "Symbol" INTEGER NOT NULL, "Status" INTEGER NOT NULL, "BatchKey" INTEGER NOT NULL, "SourceRow" INTEGER NOT NULL,
                    constraint "PK_figures" primary key ("IndicatorKey", "AreaKey", "BreakdownKey", "PeriodKey")) without rowid;
                insert into figures_new select "IndicatorKey", "AreaKey", "BreakdownKey", "PeriodKey", "Numerator", "Denominator", "Value", "Symbol", "Status", "BatchKey", "SourceRow" from figures order by 1, 2, 3, 4;
                drop table figures;
                alter table figures_new rename to figures;
                create table series_new (
                    "IndicatorKey" INTEGER NOT NULL, "AreaKey" INTEGER NOT NULL, "BreakdownKey" INTEGER NOT NULL, "Kind" INTEGER NOT NULL,
                    "Points" INTEGER NOT NULL, "LatestEnd" TEXT NOT NULL, "Direction" TEXT NOT NULL, "Packed" BLOB NOT NULL,
                    constraint "PK_series" primary key ("IndicatorKey", "AreaKey", "BreakdownKey", "Kind"));
                insert into series_new select s."IndicatorKey", s."AreaKey", s."BreakdownKey",
                    coalesce((select case i."PeriodKind" when 'Quarter' then 1 when 'Term' then 2 when 'Month' then 3 when 'Week' then 4 else 0 end from indicators i where i."Key" = s."IndicatorKey"), 0),
                    s."Points", s."LatestEnd", s."Direction", s."Packed" from series s order by 1, 2, 3, 4;
                drop table series;
                alter table series_new rename to series;
                create index "IX_series_AreaKey_BreakdownKey" on series ("AreaKey", "BreakdownKey");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "figure_imports");

            migrationBuilder.DropTable(
                name: "remembered_readings");

            migrationBuilder.DropTable(
                name: "waiting_figures");

            migrationBuilder.DropTable(
                name: "waiting_series");

            migrationBuilder.DropPrimaryKey(
                name: "PK_series",
                table: "series");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "series");

            migrationBuilder.DropColumn(
                name: "IsBackground",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "FinishedAt",
                table: "import_batches");

            migrationBuilder.DropColumn(
                name: "HeldUntil",
                table: "import_batches");

            migrationBuilder.DropColumn(
                name: "StoppedAt",
                table: "import_batches");

            migrationBuilder.AddPrimaryKey(
                name: "PK_series",
                table: "series",
                columns: new[] { "IndicatorKey", "AreaKey", "BreakdownKey" });

            migrationBuilder.CreateIndex(
                name: "IX_figures_AreaKey",
                table: "figures",
                column: "AreaKey");

            migrationBuilder.CreateIndex(
                name: "IX_figures_BatchKey",
                table: "figures",
                column: "BatchKey");

            migrationBuilder.CreateIndex(
                name: "IX_figures_PeriodKey",
                table: "figures",
                column: "PeriodKey");

            migrationBuilder.AddForeignKey(
                name: "FK_figures_areas_AreaKey",
                table: "figures",
                column: "AreaKey",
                principalTable: "areas",
                principalColumn: "Key",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_figures_import_batches_BatchKey",
                table: "figures",
                column: "BatchKey",
                principalTable: "import_batches",
                principalColumn: "Key",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_figures_periods_PeriodKey",
                table: "figures",
                column: "PeriodKey",
                principalTable: "periods",
                principalColumn: "Key",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
