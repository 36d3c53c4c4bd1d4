using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FiguresIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_figures_areas_AreaKey",
                table: "figures");

            migrationBuilder.DropForeignKey(
                name: "FK_figures_import_batches_BatchKey",
                table: "figures");

            migrationBuilder.DropForeignKey(
                name: "FK_figures_periods_PeriodKey",
                table: "figures");

            migrationBuilder.DropPrimaryKey(
                name: "PK_series",
                table: "series");

            migrationBuilder.DropIndex(
                name: "IX_figures_AreaKey",
                table: "figures");

            migrationBuilder.DropIndex(
                name: "IX_figures_BatchKey",
                table: "figures");

            migrationBuilder.DropIndex(
                name: "IX_figures_PeriodKey",
                table: "figures");

            migrationBuilder.AddColumn<short>(
                name: "Kind",
                table: "series",
                type: "smallint",
                maxLength: 40,
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.AddColumn<bool>(
                name: "IsBackground",
                table: "indicators",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "FinishedAt",
                table: "import_batches",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "HeldUntil",
                table: "import_batches",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "StoppedAt",
                table: "import_batches",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Name",
                table: "breakdowns",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(120)",
                oldMaxLength: 120);

            migrationBuilder.AddPrimaryKey(
                name: "PK_series",
                table: "series",
                columns: new[] { "IndicatorKey", "AreaKey", "BreakdownKey", "Kind" });

            migrationBuilder.CreateTable(
                name: "figure_imports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FileId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    File = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Table = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Reading = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Percent = table.Column<int>(type: "integer", nullable: false),
                    GoodRowsOnly = table.Column<bool>(type: "boolean", nullable: false),
                    TakesNewPlaces = table.Column<bool>(type: "boolean", nullable: false),
                    Count = table.Column<string>(type: "text", nullable: false),
                    BatchKey = table.Column<int>(type: "integer", nullable: true),
                    Message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    HeldUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Tries = table.Column<int>(type: "integer", nullable: false)
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Headings = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Reading = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_remembered_readings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "waiting_figures",
                columns: table => new
                {
                    IndicatorKey = table.Column<int>(type: "integer", nullable: false),
                    AreaKey = table.Column<int>(type: "integer", nullable: false),
                    BreakdownKey = table.Column<int>(type: "integer", nullable: false),
                    PeriodKey = table.Column<int>(type: "integer", nullable: false),
                    Numerator = table.Column<double>(type: "double precision", nullable: true),
                    Denominator = table.Column<double>(type: "double precision", nullable: true),
                    Value = table.Column<double>(type: "double precision", nullable: true),
                    Symbol = table.Column<short>(type: "smallint", maxLength: 40, nullable: false),
                    Status = table.Column<short>(type: "smallint", maxLength: 40, nullable: false),
                    BatchKey = table.Column<int>(type: "integer", nullable: false),
                    SourceRow = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waiting_figures", x => new { x.IndicatorKey, x.AreaKey, x.BreakdownKey, x.PeriodKey });
                });

            migrationBuilder.CreateTable(
                name: "waiting_series",
                columns: table => new
                {
                    IndicatorKey = table.Column<int>(type: "integer", nullable: false),
                    AreaKey = table.Column<int>(type: "integer", nullable: false),
                    BreakdownKey = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<short>(type: "smallint", maxLength: 40, nullable: false),
                    Points = table.Column<int>(type: "integer", nullable: false),
                    LatestEnd = table.Column<DateOnly>(type: "date", nullable: false),
                    Direction = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Packed = table.Column<byte[]>(type: "bytea", nullable: false)
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

            // What came in before was written at once; a series is of the length of its indicator's periods.
            migrationBuilder.Sql("""update import_batches set "FinishedAt" = "At";""");
            migrationBuilder.Sql("""
                update series s set "Kind" = case i."PeriodKind" when 'Quarter' then 1 when 'Term' then 2 when 'Month' then 3 when 'Week' then 4 else 0 end
                from indicators i where i."Key" = s."IndicatorKey";
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

            migrationBuilder.AlterColumn<string>(
                name: "Name",
                table: "breakdowns",
                type: "character varying(120)",
                maxLength: 120,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(300)",
                oldMaxLength: 300);

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
